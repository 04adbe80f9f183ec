import type {
  CancellationRefundsDto,
  Envelope,
  EventCancellationDto,
  EventDto,
  OrganiserSeriesDto,
  ProblemDto,
} from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import { mailTo, type Mail } from '../accounts/mailbox.ts';
import { sell, tierIdOf } from '../box-office/counter.ts';
import { memberOf } from '../organisers/organisations.ts';
import { hold, pay, type Hold } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { addBuyer, type Buyer } from '../mail/buyer-with-address.ts';
import { Workspace } from './workspace.ts';

/** More than one batch of holds, and of bookings whose buyers are written to. */
const BUYERS = 140;

describe('cancelling an event', () => {
  const api = useApi({ JOBS_POLL_SECONDS: '1' });
  let choir: Workspace;

  beforeAll(async () => {
    choir = await Workspace.open(api);
  });

  const told = ({ address }: Buyer): Promise<Mail> => mailTo(api, address, 'event-cancelled');

  /** An event of the choir's, with tickets and one code. */
  async function onSale(tickets: number): Promise<Sale> {
    const sale = await openSale(api.sql, { GA: tickets });
    await api.sql.execute('UPDATE events SET organiser_id = $2, name = $3 WHERE id = $1', [
      sale.eventId,
      choir.id,
      `Mass in B minor ${sale.eventId}`,
    ]);
    return sale;
  }

  /** Without money that goes back by itself: what becomes of that has a test of its own. */
  const cancel = ({ eventId }: Sale, body: unknown = { refunds: 'none' }) =>
    choir.send<Envelope<EventDto> & ProblemDto>('POST', `/${eventId}/cancel`, body);

  async function cancellation({ eventId }: Sale): Promise<EventCancellationDto> {
    const { status, body } = await choir.send<Envelope<EventCancellationDto>>(
      'GET',
      `/${eventId}/cancellation`,
    );
    expect(status).toBe(200);
    return body.data;
  }

  /** Makes it a minute old: no reservation from before can commit any more. */
  async function settled({ eventId }: Sale): Promise<void> {
    await api.sql.execute(
      `UPDATE event_cancellations SET created_at = created_at - interval '2 minutes' WHERE event_id = $1`,
      [eventId],
    );
    await until('the cancellation is done', async () => {
      const { done } = await api.sql.row<{ done: boolean }>(
        'SELECT finished_at IS NOT NULL AS done FROM event_cancellations WHERE event_id = $1',
        [eventId],
      );
      return done;
    });
  }

  interface Mailed {
    address: string;
    mails: number;
  }

  const mailed = ({ eventId }: Sale): Promise<Mailed[]> =>
    api.sql.rows<Mailed>(
      `SELECT to_address AS address, count(*)::integer AS mails FROM mails
       WHERE template = 'event-cancelled' AND once_key LIKE $1 GROUP BY 1 ORDER BY 1`,
      [`event-cancelled:${eventId}:%`],
    );

  const once = (buyers: readonly Buyer[]): Mailed[] =>
    buyers.map(({ address }) => ({ address, mails: 1 })).sort(byAddress);

  it('ends its holds, gives codes back and tells each buyer once, in their language', async () => {
    const sale = await onSale(10);
    const paid = await addBuyer(api.sql, 'Paula');
    const both = await addBuyer(api.sql, 'Boris');
    const held = await addBuyer(api.sql, 'Hanna');
    const german = await addBuyer(api.sql, 'Gerd');
    const nobody = await addUser(api.sql);
    await api.sql.execute(`UPDATE users SET language = 'de' WHERE id = $1`, [german.id]);
    await api.sql.execute(
      `UPDATE organisers SET name = 'Choir of St Mary', refund_policy = 'We pay back what you paid.',
         imprint = 'https://choir.example/imprint' WHERE id = $1`,
      [choir.id],
    );
    await api.sql.execute(
      `INSERT INTO codes (event_id, id, code, code_key, kind, discount_basis_points, max_uses)
       VALUES ($1, $1, 'HALF', 'HALF', 'discount', 5000, 3)`,
      [sale.eventId],
    );
    await pay(api, await hold(api, sale, paid.id, 'GA', 2));
    await pay(api, await hold(api, sale, both.id));
    await pay(api, await hold(api, sale, german.id));
    await pay(api, await hold(api, sale, nobody));
    const ended = await hold(api, sale, both.id);
    const coded = await api.post('/booking/reserve', {
      userId: held.id,
      eventId: sale.eventId,
      tickets: [{ tier: 'GA', quantity: 2 }],
      codes: ['HALF'],
    });
    expect(coded.status).toBe(200);
    expect(await cancellation(sale)).toEqual({
      sold: 5,
      held: 3,
      buyers: 4,
      cancelledAt: null,
      message: null,
      done: false,
    });

    const message = 'Our soloist is ill.\nWe’ll write to you about a new date.';
    const answer = await cancel(sale, {
      message: `  ${message}\r\n`,
      refunds: 'none',
    });
    expect(answer.status).toBe(200);
    // From now on nothing is sold and nothing is paid for, also where the hold hasn't ended yet.
    const more = await api.post<ProblemDto>('/booking/reserve', {
      userId: nobody,
      eventId: sale.eventId,
      tickets: [{ tier: 'GA', quantity: 1 }],
    });
    expect(more.status).toBe(409);
    const late = await api.post<ProblemDto>('/booking/confirm', {
      userId: ended.userId,
      ticketIds: ended.ticketIds,
    });
    expect(late.status).toBe(409);
    expectProblem(await cancel(sale, {}), 409, 'EVENT_STATE_CONFLICT');

    await until('everybody is written to', async () => (await mailed(sale)).length === 4);
    await settled(sale);
    expect(await mailed(sale)).toEqual(once([paid, both, held, german]));
    expect(await cancellation(sale)).toMatchObject({
      sold: 5,
      held: 0,
      buyers: 4,
      message,
      done: true,
    });
    const after = await api.sql.row<{ statuses: string; uses: number; audited: number }>(
      `SELECT (SELECT string_agg(DISTINCT status, ' ' ORDER BY status) FROM bookings WHERE event_id = $1) AS statuses,
         (SELECT uses FROM codes WHERE event_id = $1) AS uses,
         (SELECT count(*)::integer FROM audit_entries WHERE event_id = $1 AND action = 'booking.cancelled') AS audited`,
      [sale.eventId],
    );
    expect(after).toEqual({ statuses: 'cancelled confirmed', uses: 0, audited: 2 });
    const shown = await api.get<Envelope<{ tiers: object[] }>>(`/tickets?eventId=${sale.eventId}`);
    expect(shown.body.data.tiers[2]).toMatchObject({ available: 5, held: 0, booked: 5 });

    const ofPaula = await told(paid);
    for (const said of [
      'Hello Paula,',
      '> We’ll write to you about a new date.',
      '2 tickets: $20',
      'Choir of St Mary will be in touch about your money.',
      'Tickets sold by Choir of St Mary',
      'Imprint: https://choir.example/imprint',
      `/events/${sale.eventId}/legal/refund_policy`,
    ]) {
      expect(ofPaula.text).toContain(said);
    }
    expect(ofPaula.subject).toMatch(/^Cancelled: Mass in B minor/);
    expect(ofPaula.text).not.toContain('You were holding');
    const ofHanna = await told(held);
    expect(ofHanna.text).toContain('You were holding 2 tickets.');
    expect(ofHanna.text).not.toContain('money');
    const ofGerd = await told(german);
    expect(ofGerd.subject).toMatch(/^Abgesagt: Mass in B minor/);
    expect(ofGerd.text).toContain('meldet sich bei Ihnen wegen Ihres Geldes.');
  });

  it('writes to an address once, whoever bought with it', async () => {
    const sale = await onSale(6);
    const account = await addBuyer(api.sql, 'Ada');
    const guests = await Promise.all([addUser(api.sql), addUser(api.sql)]);
    await api.sql.execute(
      `UPDATE users SET role = 'guest', email = $2, email_key = $2 WHERE id = ANY ($1::bigint[])`,
      [guests, account.address],
    );
    for (const userId of [...guests, account.id]) await pay(api, await hold(api, sale, userId));
    expect(await cancellation(sale)).toMatchObject({ sold: 3, buyers: 1 });
    expect((await cancel(sale)).status).toBe(200);
    await settled(sale);
    expect(await mailed(sale)).toEqual(once([account]));
    const mail = await told(account);
    expect(mail.text).toContain('Hello Ada,');
    expect(mail.text.match(/Booking [\d ]+: 1 ticket/g)).toHaveLength(3);
    expect(mail.text.match(/guest-bookings\?token=/g)).toHaveLength(2);
  });

  it('of a whole series tells an address of all dates in one mail, also where one is cancelled late', async () => {
    const [first, second, third] = [await onSale(10), await onSale(10), await onSale(10)];
    await api.sql.execute(
      `INSERT INTO event_series (id, organiser_id, name) VALUES ($1, $2, 'Mass')`,
      [first.eventId, choir.id],
    );
    const dates = [first, second, third].map(({ eventId }) => eventId);
    await api.sql.execute(
      `UPDATE events SET series_id = $1, name = 'Mass' WHERE id = ANY ($2::bigint[])`,
      [first.eventId, dates],
    );
    await api.sql.execute(
      `UPDATE events SET starts_at = now() - interval '1 year', ends_at = NULL WHERE id = $1`,
      [third.eventId],
    );
    const ada = await addBuyer(api.sql, 'Ada');
    const boris = await addBuyer(api.sql, 'Boris');
    const holding = await addBuyer(api.sql, 'Hanna');
    for (const sale of [first, second]) await pay(api, await hold(api, sale, ada.id, 'GA', 2));
    await pay(api, await hold(api, second, boris.id));
    await hold(api, second, ada.id);
    await hold(api, first, holding.id);
    await hold(api, second, holding.id);
    const send = (body: object) =>
      request<Envelope<OrganiserSeriesDto> & ProblemDto>(
        api.at(`/organisers/${choir.id}/series/${first.eventId}/cancel`),
        { method: 'POST', body, headers: choir.manager.headers },
      );
    // The past isn't cancelled, and nothing is where one date can't be.
    const over = await send({ eventIds: [first.eventId, third.eventId] });
    expectProblem(over, 409, 'SERIES_DATES_REFUSED');
    expectProblem(await send({ message: 'x'.repeat(2_001) }), 422, 'VALIDATION_FAILED');
    const answer = await send({ message: 'The church is closed.', refunds: 'none' });
    expect(answer.status).toBe(200);
    const states = answer.body.data.dates.map(({ id, state }) => [id, state]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map([
        [first.eventId, 'cancelled'],
        [second.eventId, 'cancelled'],
        [third.eventId, 'ended'],
      ]),
    );
    for (const sale of [first, second]) await settled(sale);
    const buyers = [ada, boris, holding];
    const rows = await api.sql.rows<Mailed>(
      `SELECT to_address AS address, count(*)::integer AS mails FROM mails
       WHERE template = 'event-cancelled' AND to_address = ANY ($1) GROUP BY 1 ORDER BY 1`,
      [buyers.map(({ address }) => address)],
    );
    expect(rows).toEqual(once(buyers));
    const mail = await told(ada);
    expect(mail.text).toContain('has cancelled these dates of Mass.');
    expect(mail.text.match(/^- \w+day, /gm)).toHaveLength(2);
    expect(mail.text.match(/Booking [\d ]+: 2 tickets/g)).toHaveLength(2);
    expect(mail.text).toContain('You were holding 1 ticket.');
    expect(mail.text).toContain('> The church is closed.');
    expect((await told(boris)).text).toContain('has cancelled Mass (');
    expect((await told(holding)).text).toContain('You were holding 2 tickets.');
  });

  it('races with payments: each hold is paid for or ends, and each buyer is told once', async () => {
    const random = new Randomness(14);
    const sale = await onSale(BUYERS);
    const buyers: Buyer[] = [];
    const holds: Hold[] = [];
    for (let at = 0; at < BUYERS; at += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, () => addBuyer(api.sql)));
      buyers.push(...some);
      holds.push(...(await Promise.all(some.map(({ id }) => hold(api, sale, id)))));
    }
    let answers = 0;
    const paid = new Set<string>();
    const confirm = async ({ userId, ticketIds, bookingId }: Hold): Promise<void> => {
      const { status } = await api.post('/booking/confirm', { userId, ticketIds });
      answers += 1;
      if (status === 200) paid.add(bookingId);
      else expect(status).toBe(409);
    };
    // Some have paid by the time that it is cancelled, some are at it, and some come too late.
    const late = holds.splice(0, 10);
    const waiting = random.shuffled(holds);
    const payer = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await confirm(next);
    };
    const payers = Array.from({ length: 10 }, payer);
    await until('the first have paid', () => answers >= BUYERS / 4);
    expect((await cancel(sale)).status).toBe(200);
    await Promise.all([...payers, ...late.map(confirm)]);
    await settled(sale);

    const rows = await api.sql.rows<{ id: string; status: string; booked: number; held: number }>(
      `SELECT booking.id, booking.status,
         count(*) FILTER (WHERE ticket.status = 'booked')::integer AS booked,
         count(*) FILTER (WHERE ticket.status = 'pending')::integer AS held
       FROM bookings AS booking LEFT JOIN tickets AS ticket ON ticket.booking_id = booking.id
       WHERE booking.event_id = $1 GROUP BY booking.id, booking.status`,
      [sale.eventId],
    );
    expect(rows).toHaveLength(BUYERS);
    for (const { id, status, booked, held } of rows) {
      const expected = paid.has(id)
        ? { status: 'confirmed', booked: 1, held: 0 }
        : { status: 'cancelled', booked: 0, held: 0 };
      expect({ status, booked, held }).toEqual(expected);
    }
    // Otherwise they did not race.
    expect(paid.size).toBeGreaterThan(0);
    expect(paid.size).toBeLessThan(BUYERS);
    expect(await mailed(sale)).toEqual(once(buyers));
  });

  it('carries on after a crash between two batches, and writes to nobody twice', async () => {
    const sale = await onSale(BUYERS);
    const buyers: Buyer[] = [];
    for (let at = 0; at < BUYERS; at += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, () => addBuyer(api.sql)));
      buyers.push(...some);
      const holds = await Promise.all(some.map(({ id }) => hold(api, sale, id)));
      if (at < BUYERS / 2) await Promise.all(holds.map((held) => pay(api, held)));
    }
    await api.process.kill();
    // As it stands when a process has died with a part of it done, and has cancelled the event before.
    await api.sql.execute(
      `UPDATE events SET state = 'cancelled', cancelled_at = now() WHERE id = $1`,
      [sale.eventId],
    );
    await api.sql.execute(
      `INSERT INTO event_cancellations (event_id, created_at, notified_created_at, notified_booking_id)
       SELECT $1, now() - interval '5 seconds', created_at, id FROM bookings
       WHERE event_id = $1 ORDER BY created_at, id LIMIT 1`,
      [sale.eventId],
    );
    await api.restart();
    const other = await api.startAnother();
    await settled(sale);
    await other.stop();
    expect(await mailed(sale)).toEqual(once(buyers));
    const { pending } = await api.sql.row<{ pending: number }>(
      `SELECT count(*)::integer AS pending FROM bookings WHERE event_id = $1 AND status = 'pending'`,
      [sale.eventId],
    );
    expect(pending).toBe(0);
  });

  const refunds = ({ eventId }: Sale, step: '' | '/continue' | '/stop' = '', body = {}) =>
    choir.send<Envelope<CancellationRefundsDto> & ProblemDto>(
      step === '' ? 'GET' : 'POST',
      `/${eventId}/cancellation/refunds${step}`,
      step === '/continue' ? body : undefined,
    );

  const untilRefunds = (sale: Sale, wanted: Partial<CancellationRefundsDto>) =>
    until(`refunds are ${JSON.stringify(wanted)}`, async () => {
      const { data } = (await refunds(sale)).body;
      return Object.entries(wanted).every(
        ([key, value]) => data[key as keyof typeof data] === value,
      )
        ? data
        : undefined;
    });

  /** Refunds that were written for the event's bookings, and what a second one would show. */
  const refunded = ({ eventId }: Sale) =>
    api.sql.row<{ bookings: number; refunds: number; minor: number; paid: number; mails: number }>(
      `SELECT count(DISTINCT booking_id)::integer AS bookings, count(*)::integer AS refunds,
         sum(amount_minor)::integer AS minor,
         (SELECT sum(refunded_minor)::integer FROM payments WHERE event_id = $1) AS paid,
         (SELECT count(*)::integer FROM mails WHERE template = 'money-returned'
            AND once_key IN (SELECT 'money-returned:' || id FROM refunds WHERE event_id = $1)) AS mails
       FROM refunds WHERE event_id = $1 AND status <> 'failed'`,
      [eventId],
    );

  it('gives everybody their money back once, stopped, continued and after a crash', async () => {
    const sale = await onSale(BUYERS + 1);
    const buyers: Buyer[] = [];
    const holds: Hold[] = [];
    for (let at = 0; at < BUYERS; at += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, () => addBuyer(api.sql)));
      buyers.push(...some);
      const held = await Promise.all(some.map(({ id }) => hold(api, sale, id)));
      await Promise.all(held.map((one) => pay(api, one)));
      holds.push(...held);
    }
    const [refused] = holds;
    if (!refused) throw new Error('Nobody has bought.');
    const paidAs = (reference: string | null) =>
      api.sql.execute(
        `UPDATE payments SET provider_reference = $3 WHERE event_id = $1 AND booking_id = $2`,
        [sale.eventId, refused.bookingId, reference],
      );
    await paidAs('sim_unknown');
    const place = { organiserId: choir.id, eventId: sale.eventId };
    const lines = [{ tierId: await tierIdOf(api, sale.eventId, 'GA'), quantity: 1 }];
    const counter = await sell(api, place, choir.manager, { lines, method: 'cash' });
    const byHand = counter.body.data.bookingId;
    expectProblem(await refunds(sale, '/continue'), 409, 'EVENT_STATE_CONFLICT');
    expectProblem(await cancel(sale, { refunds: 'some' }), 422, 'VALIDATION_FAILED');

    // Somebody has locked the first booking, so none is refunded by the time that it is stopped.
    await api.sql.transaction(async (client) => {
      await client.query(
        'SELECT id FROM bookings WHERE event_id = $1 ORDER BY id LIMIT 1 FOR UPDATE',
        [sale.eventId],
      );
      expect((await cancel(sale, {})).status).toBe(200);
      const stopped = await refunds(sale, '/stop');
      expect(stopped.body.data).toMatchObject({
        fees: 'with_fees',
        isStopped: true,
        left: BUYERS,
        byHand: 1,
      });
    });
    await settled(sale);
    expect(await refunded(sale)).toMatchObject({ bookings: 0 });

    // It dies while it is at it, and two go on at once.
    expect((await refunds(sale, '/continue')).status).toBe(200);
    await until('some have their money', async () => (await refunded(sale)).bookings > BUYERS / 4);
    await api.process.kill();
    await api.restart();
    const other = await api.startAnother();
    await refunds(sale, '/continue', { fees: 'without_fees' });
    const failed = await untilRefunds(sale, { left: 0, underWay: 0, refunded: BUYERS - 1 });
    expect(failed).toMatchObject({
      fees: 'with_fees',
      isStopped: false,
      failed: 1,
      failures: [{ bookingId: refused.bookingId, code: 'PAYMENT_REFUSED' }],
      byHand: 1,
      byHandBookingIds: [byHand],
    });
    // What the provider refused is tried again.
    await paidAs(null);
    await refunds(sale, '/continue');
    await untilRefunds(sale, { failed: 0, refunded: BUYERS });
    await other.stop();
    await until('all are written to', async () => (await refunded(sale)).mails === BUYERS);
    expect(await refunded(sale)).toEqual({
      bookings: BUYERS,
      refunds: BUYERS,
      minor: BUYERS * 1_000,
      paid: BUYERS * 1_000,
      mails: BUYERS,
    });
    expect(await mailed(sale)).toEqual(once(buyers));
    const last = buyers.at(-1);
    if (last) expect((await told(last)).text).toContain('Your money is on its way back');
    const shown = await cancellation(sale);
    expect(shown).toMatchObject({ sold: BUYERS + 1, buyers: BUYERS });
  });

  it('gives back what is due without fees, whatever went back or failed before', async () => {
    const sale = await onSale(10);
    await api.sql.execute(
      `INSERT INTO fees (event_id, position, name, amount_minor, per) VALUES ($1, 1, 'Service', 1200, 'ticket')`,
      [sale.eventId],
    );
    const bought = async () => {
      const { bookingId, ...held } = await hold(api, sale, await addUser(api.sql));
      await pay(api, held);
      return bookingId;
    };
    const works = (bookingId: string, does: boolean) =>
      api.sql.execute(
        `UPDATE payments SET provider_reference = CASE WHEN $2 THEN NULL ELSE 'sim_unknown_' || id END
         WHERE booking_id = $1`,
        [bookingId, does],
      );
    const refund = async (bookingId: string, body: object) => {
      const path = `/${sale.eventId}/bookings/${bookingId}/refunds`;
      expect((await choir.send('POST', path, body)).status).toBe(200);
      await until('it has ended', async () => {
        const { open } = await api.sql.row<{ open: number }>(
          `SELECT count(*)::integer AS open FROM refunds
           WHERE booking_id = $1 AND status IN ('requested', 'processing')`,
          [bookingId],
        );
        return open === 0;
      });
    };
    // 10.00 and a fee of 12.00 each.
    const [again, partly, goodwill, begun, plain] = [
      await bought(),
      await bought(),
      await bought(),
      await bought(),
      await bought(),
    ];
    for (const bookingId of [again, partly, begun]) await works(bookingId, false);
    await refund(goodwill, { amountMinor: 400 });
    // All of it, before the event is cancelled: it fails.
    await refund(begun, {});
    await works(begun, true);
    // One of two tickets: it fails, and the other one goes back afterwards.
    const two = await hold(api, sale, await addUser(api.sql), 'GA', 2);
    await pay(api, two);
    const [first, second] = two.ticketIds;
    await works(two.bookingId, false);
    await refund(two.bookingId, { ticketIds: [first], fees: 'without_fees' });
    await works(two.bookingId, true);
    await refund(two.bookingId, { ticketIds: [second], fees: 'without_fees' });

    expect((await cancel(sale, { refunds: 'without_fees' })).status).toBe(200);
    await untilRefunds(sale, { refunded: 4, failed: 2, left: 0, underWay: 0 });
    // From now on nothing else has all looked at once more.
    await settled(sale);
    // One fails while somebody has all tried again: nobody has to press it once more.
    await api.sql.execute(
      `UPDATE event_cancellations SET refunds_continued_at = now() + interval '1 hour' WHERE event_id = $1`,
      [sale.eventId],
    );
    const path = `/${sale.eventId}/bookings/${again}/refunds`;
    expect((await choir.send('POST', path, { amountMinor: 1_000 })).status).toBe(200);
    await until('it has failed once more', async () => {
      const { failed } = await api.sql.row<{ failed: number }>(
        `SELECT count(*)::integer AS failed FROM refunds WHERE booking_id = $1 AND status = 'failed'`,
        [again],
      );
      return failed > 1;
    });
    await works(again, true);
    await until('it is refunded', async () => {
      const { isDone } = await api.sql.row<{ isDone: boolean }>(
        `SELECT EXISTS (SELECT FROM refunds WHERE booking_id = $1 AND status = 'succeeded') AS "isDone"`,
        [again],
      );
      return isDone;
    });
    // The manager helps out by a part, and has the rest tried again.
    await works(partly, true);
    await refund(partly, { amountMinor: 400 });
    expect((await refunds(sale, '/continue')).status).toBe(200);
    await untilRefunds(sale, { refunded: 6, failed: 0, left: 0, underWay: 0 });
    // Once more does nothing.
    await refunds(sale, '/continue');
    await settled(sale);
    // What was given for something else, before the event was cancelled, is the buyer's beside it.
    const rows = await api.sql.rows<{ id: string; minor: number }>(
      `SELECT booking_id AS id, refunded_minor::integer AS minor FROM payments WHERE event_id = $1 ORDER BY 1`,
      [sale.eventId],
    );
    expect(rows).toEqual([
      ...[again, partly].map((id) => ({ id, minor: 1_000 })),
      { id: goodwill, minor: 1_400 },
      ...[begun, plain].map((id) => ({ id, minor: 1_000 })),
      { id: two.bookingId, minor: 2_000 },
    ]);
  });

  it('shows nobody a draft that is cancelled, and takes back nothing that is over', async () => {
    const draft = await onSale(1);
    await api.sql.execute(`UPDATE events SET state = 'draft', published_at = NULL WHERE id = $1`, [
      draft.eventId,
    ]);
    expect((await cancel(draft)).status).toBe(200);
    expect((await cancellation(draft)).done).toBe(true);
    expectProblem(await api.get(`/events/${draft.eventId}`), 404, 'EVENT_NOT_FOUND');
    const listed = await api.sql.rows('SELECT FROM event_listings WHERE event_id = $1', [
      draft.eventId,
    ]);
    expect(listed).toHaveLength(0);

    const over = await onSale(1);
    await api.sql.execute(
      `UPDATE events SET starts_at = now() - interval '1 year', ends_at = NULL WHERE id = $1`,
      [over.eventId],
    );
    expectProblem(await cancel(over), 409, 'EVENT_STATE_CONFLICT');
  });

  it('refuses a message that is none, and asks managers only', async () => {
    const sale = await onSale(1);
    for (const message of ['x'.repeat(2_001), 'a\u0000b', 7]) {
      const { errors } = expectProblem(await cancel(sale, { message }), 422, 'VALIDATION_FAILED');
      expect(errors?.[0]?.field).toBe('message');
    }
    const boxOffice = await memberOf(api, choir, 'box_office');
    const path = `/${sale.eventId}/cancellation`;
    const refused = await choir.send<ProblemDto>('GET', path, undefined, boxOffice.headers);
    expectProblem(refused, 403, 'FORBIDDEN');
    const { state } = await api.sql.row<{ state: string }>(
      'SELECT state FROM events WHERE id = $1',
      [sale.eventId],
    );
    expect(state).toBe('published');
  });
});

function byAddress(one: Addressed, other: Addressed): number {
  return one.address < other.address ? -1 : 1;
}

type Addressed = Pick<Buyer, 'address'>;
