import type { EntityManager } from 'typeorm';

/** What a provider is told about a payment beside its amount. */
export interface PaymentContext {
  organiserId: string;
  eventName: string;
}

/** Whose event a payment is for. */
export async function contextOf(manager: EntityManager, eventId: string): Promise<PaymentContext> {
  const [event] = await manager.query<PaymentContext[]>(
    `SELECT organiser_id AS "organiserId", name AS "eventName" FROM events WHERE id = $1`,
    [eventId],
  );
  if (!event) throw new Error(`Event ${eventId} has bookings, and is gone.`);
  return event;
}
