import { openSale } from '../setup/open-sale.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { useApi } from '../setup/use-api.ts';
import { guestAt, heldOf, holdAllFrom, QUOTAS, reserveAs, secondsOf } from './guests.ts';

/** Each request goes to the other process. */
const PROCESSES = 2;

describe('quotas of unpaid tickets that two processes count in the database', () => {
  const api = useApi({ ...QUOTAS, RATE_LIMIT_STORE: 'database' }, PROCESSES);

  it('are those of one', async () => {
    const sale = await openSale(api.sql, { GA: 200 });
    await holdAllFrom(api, sale, '198.51.100.1');
    expect(await heldOf(api, sale)).toBe(60);
  });

  it('are kept by many guests at once', async () => {
    const sale = await openSale(api.sql, { GA: 200 });
    const guests = await Promise.all(
      Array.from({ length: 30 }, () => guestAt(api, '198.51.100.2')),
    );
    const answers = await Promise.all(guests.map((guest) => reserveAs(api, guest, sale, 4)));
    for (const answer of answers) {
      if (answer.status !== 200) expectProblem(answer, 429, 'UNPAID_LIMIT_EXCEEDED');
    }
    // No fewer either: whoever is refused takes nothing from the others, not for a moment.
    expect(await heldOf(api, sale)).toBe(60);
  });

  it('count no more what is paid for through the other process', async () => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt(api, '198.51.100.3');
    for (let times = 0; times < 4; times += 1) {
      const { status, body } = await reserveAs(api, guest, sale, 6);
      expect(status).toBe(200);
      const ticketIds = body.data.reservedTickets.map(({ id }) => id);
      await api.post('/booking/confirm', { ticketIds }, { headers: guest });
    }
    const { left } = await api.sql.row<{ left: number }>(
      'SELECT count(*)::integer AS left FROM rate_limits WHERE key LIKE $1',
      [`unpaid-%:${sale.eventId} %`],
    );
    expect(left).toBe(0);
  });

  it.each([
    ['paid for leave a hold as long as the first', 'older', 600],
    ['still unpaid leave a short one, whatever else is paid for', 'younger', 300],
  ])('of eleven minutes ago that are %s', async (_, paid, expected) => {
    const sale = await openSale(api.sql, { GA: 50 });
    const guest = await guestAt(api, '198.51.100.4');
    const older = await reserveAs(api, guest, sale, 2);
    await api.sql.execute(
      `UPDATE rate_limits SET expire = expire - 660000,
         taken_at = ARRAY(SELECT at - 660000 FROM unnest(taken_at) AS at)
       WHERE key LIKE $1`,
      [`unpaid-%:${sale.eventId} %`],
    );
    await api.sql.execute(
      `UPDATE tickets SET updated_at = updated_at - interval '660 seconds' WHERE event_id = $1`,
      [sale.eventId],
    );
    const younger = await reserveAs(api, guest, sale, 3);
    const { reservedTickets } = (paid === 'older' ? older : younger).body.data;
    // One by one, so that the rest of the booking becomes another: it has been held as long.
    for (const { id } of reservedTickets) {
      const confirmed = await api.post('/booking/confirm', { ticketIds: [id] }, { headers: guest });
      expect(confirmed.status).toBe(200);
    }
    expect(secondsOf(await reserveAs(api, guest, sale, 1))).toBe(expected);
  });
});

describe('quotas of unpaid tickets that two processes count each in its memory', () => {
  const api = useApi(QUOTAS, PROCESSES);

  it('negative control: are twice those of one', async () => {
    const sale = await openSale(api.sql, { GA: 200 });
    await holdAllFrom(api, sale, '198.51.100.1');
    expect(await heldOf(api, sale)).toBeGreaterThan(60);
  });
});
