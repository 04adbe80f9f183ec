import type { DatabaseWindow } from './database-window.ts';
import type { Sale } from './open-sale.ts';

export interface TicketLimits {
  readonly perBooking?: number;
  readonly perUser?: number;
}

/** Sets an event's limits, which no endpoint does yet. */
export async function limitTickets(
  sql: DatabaseWindow,
  { eventId }: Sale,
  { perBooking, perUser }: TicketLimits,
): Promise<void> {
  await sql.execute(
    'UPDATE events SET max_tickets_per_booking = $2, max_tickets_per_user = $3 WHERE id = $1',
    [eventId, perBooking ?? null, perUser ?? null],
  );
}
