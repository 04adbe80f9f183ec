import type { DatabaseWindow } from '../../setup/database-window.ts';
import { until } from '../../setup/until.ts';
import type { PlayedSale } from './played-sale.ts';

/** Jobs that money depends on. */
const JOBS = `('apply-provider-event', 'send-refund', 'confirm-by-mail')`;

const PENDING_SQL = `
  SELECT (SELECT count(*) FROM bookings WHERE event_id = $1 AND status = 'pending')
    + (SELECT count(*) FROM payments
       WHERE event_id = $1 AND status IN ('created', 'open', 'processing'))
    + (SELECT count(*) FROM refunds WHERE event_id = $1 AND status IN ('requested', 'processing'))
    + (SELECT count(*) FROM pgboss.job WHERE state < 'completed' AND name IN ${JOBS}) AS count`;

/**
 * Lets time pass for a sale: every hold ends, banks are done, and whatever waits is due, also what a dead process was
 * at. Of the payments, every other one is told of by its provider once more, late as that is; the others have to be
 * asked about. Ends when nothing is under way any more.
 */
export async function settle(sale: PlayedSale): Promise<void> {
  const { eventId, api } = sale;
  const { sql } = api;
  const bookings = await sql.rows<{ id: string }>(
    `SELECT id FROM bookings WHERE event_id = $1 AND status = 'pending' ORDER BY id`,
    [eventId],
  );
  for (const [index, { id }] of bookings.entries()) await sale.endHold(id, index % 2 === 0);
  const payments = await sql.rows<{ id: string }>(
    'SELECT id FROM payments WHERE event_id = $1 ORDER BY id',
    [eventId],
  );
  for (const [index, { id }] of payments.entries()) {
    const about = await sale.aboutPayment(id, false);
    if (!about) continue;
    if (index % 2 === 0) await sale.tell(`evt-${about.reference}-late`, about);
    await sale.tellOfDispute(about);
  }
  await until('everything has settled by itself', async () => {
    await letTimePass(sql, eventId);
    return (await sql.row<{ count: string }>(PENDING_SQL, [eventId])).count === '0';
  });
}

async function letTimePass(sql: DatabaseWindow, eventId: string): Promise<void> {
  await sql.execute(
    `UPDATE payments SET asked_at = now() - interval '1 day'
     WHERE event_id = $1 AND status IN ('created', 'open', 'processing')`,
    [eventId],
  );
  await sql.execute(
    `UPDATE simulated_payments SET captured_from = now() - interval '1 day'
     WHERE status = 'processing' AND captured_from > now()`,
  );
  // A process that lives says so again within seconds; its jobs can be carried out twice.
  await sql.execute(
    `UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND name IN ${JOBS}`,
  );
}

/** Makes the jobs of a process that was killed look as if it had been silent for an hour. */
export async function forgetTheDead(sql: DatabaseWindow): Promise<void> {
  await sql.execute(
    `UPDATE pgboss.job SET heartbeat_on = now() - interval '1 hour' WHERE state = 'active'`,
  );
}
