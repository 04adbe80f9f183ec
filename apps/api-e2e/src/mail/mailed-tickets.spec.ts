import type { BookingDto, Envelope, OrganiserEventDto, TicketCodeDto } from '@boxoffice/contracts';
import { formatReference } from '@boxoffice/contracts/formats';
import { startMailServer, type MailServer, type ReceivedMail } from '@boxoffice/testing';
import { printedTickets } from '../admission/printed-tickets.ts';
import { Workspace } from '../events/workspace.ts';
import { Purchase } from '../payments/purchase.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { until } from '../setup/until.ts';
import { deliveredMail, mailedTo, tokenOf } from './delivered.ts';

describe('the mail that confirms a booking', () => {
  let server: MailServer;
  let api: ApiUnderTest;
  let choir: Workspace;
  let event: OrganiserEventDto;

  beforeAll(async () => {
    server = await startMailServer();
    api = new ApiUnderTest({ DEMO_IDENTITY: 'off' }, 1);
    await api.start();
    choir = await Workspace.open(api);
    event = await choir.publish({
      fees: [],
      tiers: [{ name: 'Nave', priceMinor: 2_800, capacity: 60 }],
      maxTicketsPerBooking: 21,
      maxTicketsPerUser: null,
    });
    // Members came by the mails of the local page; from now on they are sent.
    await api.process.stop();
    await api.restart(mailedTo(server));
  });

  afterAll(async () => {
    await api.end();
    await server.stop();
  });

  async function bought(quantity = 2): Promise<Purchase> {
    const purchase = await Purchase.start(api, event, 'simulated', quantity);
    await purchase.complete();
    await purchase.untilConfirmed();
    return purchase;
  }

  const mailOf = ({ email }: Pick<Purchase, 'email'>, count = 1): Promise<ReceivedMail> =>
    deliveredMail(server, email, /^Your tickets/, count);

  async function codesOf({ bookingId }: Purchase): Promise<TicketCodeDto[]> {
    const path = `/${event.id}/bookings/${bookingId}/ticket-codes`;
    const { body } = await choir.send<Envelope<TicketCodeDto[]>>('GET', path);
    return body.data;
  }

  it('brings the tickets as PDF, with the codes that its link shows, and keeps none of them', async () => {
    const purchase = await bought();
    const mail = await mailOf(purchase);
    const [file, ...others] = mail.files ?? [];
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      name: `Tickets ${formatReference(purchase.bookingId)}.pdf`,
      contentType: 'application/pdf',
    });
    const pages = await printedTickets(file?.content ?? Buffer.alloc(0));
    const codes = (await codesOf(purchase)).map(({ code }) => code);
    expect(pages.map(({ code, width }) => ({ code, wide: Math.round(width) }))).toEqual(
      codes.map((code) => ({ code, wide: 595 })),
    );
    for (const words of [mail.text, mail.html]) {
      expect(words).toContain('attached as a PDF');
      expect(words).toContain(`/api/v1/events/${event.id}/calendar.ics`);
      expect(words).not.toContain(codes[0]);
    }
    expect(tokenOf(mail)).toBeTruthy();
    expect(mail.text).toContain(`&booking=${purchase.bookingId}\n`);
    const kept = await api.sql.rows('SELECT * FROM mails WHERE to_address = $1', [purchase.email]);
    const jobs = await api.sql.rows('SELECT data, output FROM pgboss.job');
    expect(JSON.stringify([kept, jobs])).not.toContain(codes[0]);
  });

  it('comes again when its buyer asks, who is audited, and ten times at the most', async () => {
    const purchase = await bought(1);
    await mailOf(purchase);
    const ask = (id = purchase.bookingId, { headers } = purchase) =>
      api.post<Envelope<BookingDto>>(`/booking/${id}/mail`, {}, { headers });
    const again = await ask();
    expect([again.status, again.body.data.id]).toEqual([200, purchase.bookingId]);
    const [first, second] = [await mailOf(purchase), await mailOf(purchase, 2)];
    expect(second.files?.[0]?.content).toEqual(first.files?.[0]?.content);
    const other = await bought(1);
    const held = await Purchase.hold(api, event, 1);
    await expectNoChange(api.sql, async () => {
      expectProblem(await ask(other.bookingId), 404, 'BOOKING_NOT_FOUND');
      expectProblem(await ask(held.bookingId, held), 409, 'BOOKING_STATE_CONFLICT');
    });
    const audited = await api.sql.rows(
      `SELECT actor_id FROM audit_entries
       WHERE action = 'booking.mail_requested' AND subject_id = $1`,
      [purchase.bookingId],
    );
    expect(audited).toEqual([{ actor_id: (await purchase.booking()).userId }]);
    const limit = await until('it was mailed often enough', async () => {
      const answer = await ask();
      return answer.status !== 200 && answer;
    });
    expectProblem(limit, 429, 'TOO_MANY_REQUESTS');
    const named = `booking-confirmed:${purchase.bookingId}%`;
    const written = await api.sql.rows('SELECT id FROM mails WHERE once_key LIKE $1', [named]);
    expect(written).toHaveLength(10);
  });

  it('leads to the page alone where there are many tickets, or their codes rotate', async () => {
    const many = await mailOf(await bought(21));
    await choir.send('PATCH', `/${event.id}`, { codesRotate: true });
    const rotating = await mailOf(await bought());
    await choir.send('PATCH', `/${event.id}`, { codesRotate: false });
    for (const mail of [many, rotating]) {
      expect(mail.files).toBeUndefined();
      expect(mail.text).not.toContain('attached');
      expect(mail.text).toContain('&booking=');
    }
  });

  it('went to a mistyped address: the codes in it admit nobody once that is corrected', async () => {
    const purchase = await bought();
    await mailOf(purchase);
    const before = await codesOf(purchase);
    const printed = await choir.send<Envelope<TicketCodeDto[]>>(
      'POST',
      `/${event.id}/bookings/${purchase.bookingId}/ticket-codes/${purchase.ticketIds[1] ?? ''}/replace`,
      { onPaper: true },
    );
    const right = { name: 'Grace Hopper', email: 'grace.hopper@right.example' };
    const corrected = await choir.send(
      'PUT',
      `/${event.id}/bookings/${purchase.bookingId}/buyer`,
      right,
    );
    expect(corrected.status).toBe(200);
    const mail = await mailOf(right);
    const [first, second] = await codesOf(purchase);
    expect(first?.serial).not.toBe(before[0]?.serial);
    expect(second).toEqual(printed.body.data[1]);
    const pages = await printedTickets(mail.files?.[0]?.content ?? Buffer.alloc(0));
    expect(pages.map(({ code }) => code)).toEqual([first?.code, second?.code]);
  });
});
