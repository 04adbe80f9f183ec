import { registered, signIn, stranger } from '../accounts/people.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { guestAt, heldOf, QUOTAS, reserveAs, type Headers } from './guests.ts';

const LIMIT = 6;
const AT_ONCE = 24;

describe('the plus-addresses of one mailbox', () => {
  // Two processes share the quotas, and the database keeps the limits anyway.
  const api = useApi({ ...QUOTAS, RATE_LIMIT_STORE: 'database' }, 2);

  async function accountOf(email: string): Promise<Headers> {
    return (await signIn(api, await registered(api, { ...stranger(), email }))).headers;
  }

  it.each([
    ['are one buyer for the limit of an event, at once', 'kim', LIMIT],
    ['negative control: mailboxes are buyers of their own', undefined, AT_ONCE],
  ])('%s', async (_, mailbox, expected) => {
    const sale = await openSale(api.sql, { GA: 2 * AT_ONCE });
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    const guests = await Promise.all(
      Array.from({ length: AT_ONCE }, (__, index) =>
        guestAt(api, '192.0.2.1', `${mailbox ?? index}+${index}@mailbox.example`),
      ),
    );
    const answers = await Promise.all(guests.map((guest) => reserveAs(api, guest, sale, 1)));
    for (const answer of answers) {
      if (answer.status !== 200) expectProblem(answer, 409, 'USER_LIMIT_EXCEEDED');
    }
    expect(await heldOf(api, sale)).toBe(expected);
  });

  it('are one buyer with the account of the mailbox', async () => {
    const sale = await openSale(api.sql, { GA: 20 });
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    const account = await accountOf('lee@mailbox.example');
    expect((await reserveAs(api, account, sale, 4)).status).toBe(200);
    const guest = await guestAt(api, '192.0.2.2', 'Lee+Tickets@mailbox.example');
    expectProblem(await reserveAs(api, guest, sale, 3), 409, 'USER_LIMIT_EXCEEDED');
    expect((await reserveAs(api, guest, sale, 2)).status).toBe(200);
  });

  it('share the quota of unpaid tickets of the accounts that have proved them', async () => {
    const sale = await openSale(api.sql, { GA: 60 });
    const first = await accountOf('max@mailbox.example');
    const second = await accountOf('max+2@mailbox.example');
    expect((await reserveAs(api, first, sale, 20)).status).toBe(200);
    const refused = await reserveAs(api, second, sale, 1);
    expect(expectProblem(refused, 429, 'UNPAID_LIMIT_EXCEEDED').limit).toBe(20);
    const other = await accountOf('moritz@mailbox.example');
    expect((await reserveAs(api, other, sale, 20)).status).toBe(200);
    // A stranger who names it uses up nothing of it, and is not refused for it.
    const guest = await guestAt(api, '192.0.2.3', 'max+3@mailbox.example');
    expect((await reserveAs(api, guest, sale, 6)).status).toBe(200);
  });

  it('share the extensions of their holds', async () => {
    const sale = await openSale(api.sql, { GA: 20 });
    const first = await accountOf('ann@mailbox.example');
    const second = await accountOf('ann+2@mailbox.example');
    const letGo = (await reserveAs(api, first, sale, 2)).body.data.bookingId;
    await api.post(`/booking/${letGo}/cancel`, {}, { headers: first });
    const { bookingId } = (await reserveAs(api, second, sale, 2)).body.data;
    const refused = await api.post(`/booking/${bookingId}/extend`, {}, { headers: second });
    expectProblem(refused, 409, 'HOLD_NOT_EXTENDABLE');
  });
});
