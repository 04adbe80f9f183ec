import { ApiUnderTest } from '../setup/api-under-test.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { violatedInvariants } from './invariants.ts';

/** A check that cannot fail shows nothing: each sees what it is there for, made by SQL. */
describe('the invariants', () => {
  const api = new ApiUnderTest();

  beforeAll(() => api.start());
  afterAll(() => api.end());

  it('see nothing in a database where all is well', async () => {
    await openSale(api.sql, { GA: 3 });
    expect(await violatedInvariants(api.sql)).toEqual([]);
  });

  it('see a ledger that does not say what is counted', async () => {
    await api.sql.execute(
      'INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked) VALUES (1, 1, 1, -1, 1, 0)',
    );
    expect(await violatedInvariants(api.sql)).toEqual([
      'Not true that the stock ledger says what the tickets of each stock count: ' +
        'stock 1 of event 1: the ledger has 49 / 1 / 0, and 50 / 0 / 0 are counted',
    ]);
    await api.sql.execute(
      'INSERT INTO stock_changes (event_id, stock_id, tier_id, available, held, booked) VALUES (1, 1, 1, 1, -1, 0)',
    );
  });

  it('see tickets that the ledger does not know', async () => {
    const { eventId } = await openSale(api.sql, { GA: 1 });
    await api.sql.execute(
      `ALTER TABLE tickets DISABLE TRIGGER USER;
       INSERT INTO tickets (event_id, tier_id, id)
         SELECT event_id, id, 5 FROM tiers WHERE event_id = ${eventId} AND name = 'VIP';
       ALTER TABLE tickets ENABLE TRIGGER USER`,
    );
    expect(await violatedInvariants(api.sql)).toEqual([
      expect.stringContaining('the ledger has  /  / , and 1 / 0 / 0 are counted'),
    ]);
    await api.sql.execute('DELETE FROM tickets WHERE event_id = $1 AND id = 5', [eventId]);
    await api.sql.execute('DELETE FROM stock_changes WHERE event_id = $1', [eventId]);
    await api.sql.execute('DELETE FROM stock_levels WHERE event_id = $1', [eventId]);
    await api.sql.execute('DELETE FROM tickets WHERE event_id = $1', [eventId]);
    await api.sql.execute('DELETE FROM stock_changes WHERE event_id = $1', [eventId]);
  });

  it('see a code that counts wrongly, and a ticket in an allotment that was released', async () => {
    const { eventId, tickets } = await openSale(api.sql, { GA: 2, VIP: 1 });
    await api.sql.execute(
      `INSERT INTO codes (event_id, id, code, code_key, kind, discount_minor, max_uses, uses)
         VALUES (${eventId}, 1, 'Ten', 'TEN', 'discount', 100, 10, 3);
       INSERT INTO allotments (event_id, id, tier_id, name, purpose, released_at)
         SELECT event_id, 2, id, 'Press', 'press', now() FROM tiers
         WHERE event_id = ${eventId} AND name = 'GA';
       UPDATE tickets SET allotment_id = 2 WHERE event_id = ${eventId} AND id = ${tickets.GA[0]}`,
    );
    expect(await violatedInvariants(api.sql)).toEqual([
      expect.stringContaining('allotment 2 has been released, and has 1 free tickets'),
      expect.stringContaining('code 1 counts 3 of 10 uses, and 0 bookings use it'),
    ]);
    // One of another tier is refused by the table itself.
    await expect(
      api.sql.execute(
        `UPDATE tickets SET allotment_id = 2 WHERE event_id = ${eventId} AND id = ${tickets.VIP[0]}`,
      ),
    ).rejects.toThrow('tickets_allotment_fkey');
    await api.sql.execute(
      `UPDATE tickets SET allotment_id = NULL WHERE event_id = ${eventId};
       DELETE FROM codes WHERE event_id = ${eventId}`,
    );
  });

  it('see a key that was taken and never answered', async () => {
    await api.sql.execute(
      `INSERT INTO idempotency_keys (caller, key, fingerprint) VALUES ('7', 'left', '')`,
    );
    expect(await violatedInvariants(api.sql)).toEqual([
      'Not true that an idempotency key has its outcome: key left of caller 7 has no outcome',
    ]);
    await api.sql.execute('DELETE FROM idempotency_keys');
  });

  it('see a booking and a user above the event’s limits', async () => {
    const { eventId, tickets } = await openSale(api.sql, { GA: 3 });
    const userId = await addUser(api.sql);
    const reserved = await api.post('/booking/reserve', {
      userId,
      eventId,
      tickets: [{ tier: 'GA', quantity: tickets.GA.length }],
    });
    expect(reserved.status).toBe(200);
    await api.sql.execute(
      'UPDATE events SET max_tickets_per_booking = 2, max_tickets_per_user = 1 WHERE id = $1',
      [eventId],
    );
    expect(await violatedInvariants(api.sql)).toEqual([
      expect.stringMatching(/^Not true that no user has more tickets than the event allows/),
      expect.stringMatching(/^Not true that no booking has more tickets than the event allows/),
    ]);
  });
});
