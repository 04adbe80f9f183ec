import type { DatabaseWindow } from './database-window.ts';
import { until } from './until.ts';

/** Makes holds end one day ago, as if nobody had looked since. */
export async function ageHolds(sql: DatabaseWindow, bookingIds: string[]): Promise<void> {
  await sql.execute(
    `UPDATE bookings SET hold_expires_at = now() - interval '1 day' WHERE id = ANY($1::bigint[])`,
    [bookingIds],
  );
}

/** Makes every running hold end one day ago. */
export async function ageEveryHold(sql: DatabaseWindow): Promise<void> {
  await sql.execute(
    `UPDATE bookings SET hold_expires_at = now() - interval '1 day' WHERE status = 'pending'`,
  );
}

/**
 * Lets what a test leaves held be held for another day. In a database that files share it would end in the middle
 * of another test, which expects that nothing changes; on a slow machine, ten minutes are soon over.
 */
export async function keepHoldsForADay(sql: DatabaseWindow): Promise<void> {
  await sql.execute(
    `UPDATE bookings SET hold_expires_at = hold_expires_at + interval '1 day'
     WHERE status = 'pending' AND hold_expires_at < clock_timestamp() + interval '1 hour'`,
  );
}

/** What the sweep does in its own time. */
export async function untilNoHoldIsLeft(sql: DatabaseWindow): Promise<void> {
  await until('every hold has ended', async () => {
    const { left } = await sql.row<{ left: number }>(
      `SELECT count(*)::integer AS left FROM bookings WHERE status = 'pending'`,
    );
    return left === 0;
  });
}

export async function statusOfBooking(sql: DatabaseWindow, bookingId: string): Promise<string> {
  const { status } = await sql.row<{ status: string }>(
    `SELECT status FROM bookings WHERE id = $1`,
    [bookingId],
  );
  return status;
}

/** Waits until the sweep has ended a hold. */
export async function untilExpired(sql: DatabaseWindow, bookingId: string): Promise<void> {
  await until(`booking ${bookingId} has expired`, async () => {
    return (await statusOfBooking(sql, bookingId)) === 'expired';
  });
}
