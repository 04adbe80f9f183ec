import type { BookingDto, Envelope, SignInDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { startMailServer, type MailServer, type ReceivedMail } from '@boxoffice/testing';
import { signedInBy, signIn, stranger, type Person } from '../accounts/people.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { delivered, deliveredMail, mailedTo, SUBJECTS, tokenOf, tokensIn } from './delivered.ts';
import { buyAsGuest, buyAsGuests, buyTicket, type Purchase } from './guest-purchases.ts';

const CONFIRMATION = /^Your tickets/;

/** The id of the booking that a mail names; its number is in groups. */
function bookingIn(text: string): string | undefined {
  return /Booking (\d[\d ]*\d)/.exec(text)?.[1]?.replaceAll(' ', '');
}

describe('confirmations of what many guests bought with one address', () => {
  let server: MailServer;
  let api: ApiUnderTest;
  let sale: Sale;

  beforeAll(async () => {
    server = await startMailServer();
    api = new ApiUnderTest(mailedTo(server), 2);
    await api.start();
    sale = await openSale(api.sql, { GA: 500 });
  });

  afterAll(async () => {
    await api.end();
    await server.stop();
  });

  const confirmations = (address: string): ReceivedMail[] =>
    delivered(server, address, CONFIRMATION);

  interface Written {
    readonly once_key: string;
    readonly gather_at: Date | null;
    readonly gathered_into: string | null;
    readonly is_sent: boolean;
  }

  const written = (pattern: string): Promise<Written[]> =>
    api.sql.rows(
      `SELECT once_key, gather_at, gathered_into, sent_at IS NOT NULL AS is_sent FROM mails
       WHERE to_address LIKE $1 AND once_key IS NOT NULL ORDER BY id`,
      [pattern],
    );

  /** Waits until each purchase has its mail, sent or waiting, and no mail is on its way. */
  const settled = (pattern: string, purchases: number): Promise<Written[]> =>
    until(`${purchases} confirmations to ${pattern} are sent or wait`, async () => {
      const rows = await written(pattern);
      const isSettled = rows.every(
        ({ gather_at, gathered_into, is_sent }) =>
          is_sent || gather_at !== null || gathered_into !== null,
      );
      return rows.length === purchases && isSettled && rows;
    });

  /** An hour passes for what was sent to some addresses, and for what waits to be. */
  const anHourLater = (pattern: string): Promise<void> =>
    api.sql.execute(
      `UPDATE mails SET counted_at = counted_at - interval '1 hour',
         gather_at = gather_at - interval '1 hour' WHERE to_address LIKE $1`,
      [pattern],
    );

  /** The booking that a guest's link leads to. */
  async function bookingsBehind(token: string, ids: string[]): Promise<string[]> {
    const answer = await api.post<Envelope<SignInDto>>('/auth/guest-link', { token });
    expect(answer.status).toBe(200);
    const { headers } = signedInBy(answer, stranger());
    const found: string[] = [];
    for (const id of ids) {
      const { status } = await api.get<Envelope<BookingDto>>(`/booking/${id}`, { headers });
      if (status === 200) found.push(id);
    }
    return found;
  }

  it('are five, and one more an hour later that names each booking with its link', async () => {
    const person = stranger();
    const purchases = await buyAsGuests(api, sale, person, 25);
    const rows = await settled(person.email, 25);
    expect(rows.filter(({ is_sent }) => is_sent)).toHaveLength(5);
    expect(confirmations(person.email)).toHaveLength(5);

    await anHourLater(person.email);
    const together = await deliveredMail(server, person.email, CONFIRMATION, 6);
    expect(together.subject).toBe('Your tickets: 20 bookings');
    const mailed = confirmations(person.email);
    expect(mailed).toHaveLength(6);
    // A guest's name proves nothing about the address, and is not said to whom it belongs.
    for (const { to, text, html } of mailed) {
      expect(to).toEqual([{ name: '', address: person.email }]);
      expect(`${text}${html}`).not.toContain(person.name);
    }
    const single = mailed.slice(0, 5).map(({ text }) => bookingIn(text));
    const gathered = Array.from(together.text.matchAll(/^Booking [\d ]+$/gm), ([line]) =>
      String(bookingIn(line)),
    );
    expect([...single, ...gathered].sort()).toEqual(
      purchases.map(({ bookingId }) => bookingId).sort(),
    );
    const tokens = tokensIn(together);
    expect(tokens).toHaveLength(20);
    // Each link stands below its booking, and leads to that one alone.
    for (const [index, token] of [...tokens.entries()].filter((_, at) => at % 7 === 0)) {
      expect(await bookingsBehind(token, gathered)).toEqual([gathered[index]]);
    }
    const after = await settled(person.email, 25);
    expect(after.filter(({ gathered_into }) => gathered_into !== null)).toHaveLength(19);
    expect(after.filter(({ gather_at }) => gather_at !== null)).toEqual([]);
  });

  it('come one by one again when their time is over', async () => {
    const person = stranger();
    await buyAsGuests(api, sale, person, 5);
    await settled(person.email, 5);
    await anHourLater(person.email);
    await buyAsGuest(api, sale, person);
    await settled(person.email, 6);
    expect(confirmations(person.email)).toHaveLength(6);
  });

  it('to one tag of a mailbox hold back none to another', async () => {
    const { email, name } = stranger();
    const [local = '', domain = ''] = email.split('@');
    const tagged = (tag: string): Person => ({
      ...stranger(),
      name,
      email: `${local}+${tag}@${domain}`,
    });
    const [flooded, honest] = [tagged('flood'), tagged('tickets')];
    await buyAsGuests(api, sale, flooded, 25);
    await settled(flooded.email, 25);
    expect(confirmations(flooded.email)).toHaveLength(5);
    await buyAsGuest(api, sale, honest);
    await deliveredMail(server, honest.email, CONFIRMATION);
    await anHourLater(`${local}+%`);
    const together = await deliveredMail(server, flooded.email, CONFIRMATION, 6);
    expect(tokensIn(together)).toHaveLength(20);
  });

  it('are ten for one mailbox with many tags, and each goes to the address that was said', async () => {
    const { email, name } = stranger();
    const [local = '', domain = ''] = email.split('@');
    const tagged = (tag: number): Person => ({
      ...stranger(),
      name,
      email: `${local}+${tag}@${domain}`,
    });
    const pattern = `${local}+%`;
    const purchases: Purchase[] = [];
    for (let tag = 1; tag <= 12; tag += 1) {
      purchases.push(await buyAsGuest(api, sale, tagged(tag)));
    }
    const all = (): ReceivedMail[] =>
      server.mails.filter(({ recipients }) => recipients[0]?.startsWith(`${local}+`));
    for (const expected of [10, 12]) {
      await until(`${expected} mails have come`, async () => {
        const rows = await settled(pattern, 12);
        return rows.filter(({ is_sent }) => is_sent).length >= expected;
      });
      expect(all()).toHaveLength(expected);
      await anHourLater(pattern);
    }
    const bookings = all().map(({ recipients, text }) => [recipients[0], bookingIn(text)]);
    expect(bookings.sort()).toEqual(
      purchases
        .map(({ bookingId }, index) => [`${local}+${index + 1}@${domain}`, bookingId])
        .sort(),
    );
    // The mailbox's own address has not been sent anything yet.
    await buyAsGuest(api, sale, { name, email });
    await deliveredMail(server, email, CONFIRMATION);
  });

  it('delay neither those of an account with the address nor its links', async () => {
    const owner = stranger();
    await api.post('/auth/register', owner);
    const { email, password } = owner;
    const token = tokenOf(await deliveredMail(server, email, SUBJECTS.verifyEmail));
    await api.post('/auth/verify-email', { token, password });
    await buyAsGuests(api, sale, owner, 7);
    await settled(email, 7);
    expect(confirmations(email)).toHaveLength(5);
    const signedIn = await signIn(api, owner);
    const { bookingId } = await buyTicket(api, sale, signedIn);
    const own = await deliveredMail(server, email, CONFIRMATION, 6);
    expect(own.text).toContain(`Booking ${formatReference(bookingId)}`);
    expect(own.to).toEqual([{ name: owner.name, address: email }]);
    await api.post('/auth/forgot-password', { email });
    await deliveredMail(server, email, SUBJECTS.resetPassword);
  });

  it('are no more when they are paid for at once, by two processes', async () => {
    const person = stranger();
    const guests = await Promise.all(
      Array.from({ length: 20 }, () => buyAsGuest(api, sale, person)),
    );
    const rows = await settled(person.email, 20);
    expect(rows.filter(({ is_sent }) => is_sent)).toHaveLength(5);
    await anHourLater(person.email);
    const together = await deliveredMail(server, person.email, CONFIRMATION, 6);
    expect(tokensIn(together)).toHaveLength(guests.length - 5);
  });

  it('wait for a process that lives, and are sent by one mail', async () => {
    const person = stranger();
    await buyAsGuests(api, sale, person, 8);
    await settled(person.email, 8);
    await api.process.kill();
    await anHourLater(person.email);
    await api.restart();
    const together = await deliveredMail(server, person.email, CONFIRMATION, 6);
    expect(tokensIn(together)).toHaveLength(3);
    await settled(person.email, 8);
    expect(confirmations(person.email)).toHaveLength(6);
  });
});
