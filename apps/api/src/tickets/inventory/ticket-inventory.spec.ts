import { openDemoDatabase, type DemoDatabase } from '../../schema/database.fixture.js';
import { TicketInventory, type TicketHolder } from './ticket-inventory.js';

/** As reserving does it. */
const HOLD_SQL = `UPDATE tickets SET status = 'pending', booking_id = 10, user_id = 1`;

describe('tickets that change their state', () => {
  let database: DemoDatabase;
  const inventory = new TicketInventory();
  const at = new Date('2026-05-01T12:00:00Z');
  const holder: TicketHolder = { id: '10', userId: '1', ticketIds: ['1', '2', '3'] };

  beforeEach(async () => {
    database = await openDemoDatabase();
    await database.dataSource.query(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
       VALUES (1, 10, 1, '{1,2,3}', '[]', 0, 'USD', now())`,
    );
  });

  afterEach(() => database.close());

  /** How many of the tickets that the transaction has changed so far are in no index anew. */
  const changed = `
    SELECT pg_stat_get_xact_tuples_updated('tickets'::regclass)::integer AS changed,
      pg_stat_get_xact_tuples_hot_updated('tickets'::regclass)::integer AS "inNoIndexAnew"`;

  it('are written into indexes anew when they are held, and not when they are paid for', async () => {
    await database.dataSource.transaction(async (manager) => {
      await manager.query(`${HOLD_SQL} WHERE id IN (1, 2, 3)`);
      expect(await manager.query(changed)).toEqual([{ changed: 3, inNoIndexAnew: 0 }]);
      await inventory.book(manager, '1', [holder], at);
      expect(await manager.query(changed)).toEqual([{ changed: 6, inNoIndexAnew: 3 }]);
    });
  });

  it('are paid for all or none', async () => {
    await database.dataSource.query(`UPDATE bookings SET ticket_ids = '{1,2}'`);
    await database.dataSource.query(`${HOLD_SQL} WHERE id IN (1, 2)`);
    const ofAll = database.dataSource.transaction((manager) =>
      inventory.book(manager, '1', [holder], at),
    );
    await expect(ofAll).rejects.toMatchObject({ driverError: { code: 'TK001' } });
    const rows: unknown = await database.dataSource.query(
      `SELECT id, status FROM tickets WHERE id IN (1, 2, 3) ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', status: 'pending' },
      { id: '2', status: 'pending' },
      { id: '3', status: 'available' },
    ]);
  });
});
