export const TICKET_STATUSES = ['available', 'pending', 'booked'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** One ticket: the right of one person to be let in once. */
export class TicketDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "1"
   */
  id: string;

  /**
   * The event that it is for.
   * @example "1"
   */
  eventId: string;

  /**
   * Name of its tier.
   * @example "VIP"
   */
  tier: string;

  /**
   * `available`: on sale. `pending`: held for a buyer who has not paid yet. `booked`: sold.
   * @example "available"
   */
  status: TicketStatus;

  /**
   * Who holds or owns it; null while it is on sale.
   * @example null
   */
  userId: string | null;

  /**
   * The booking that it belongs to; null while it is on sale.
   * @example null
   */
  bookingId: string | null;

  /**
   * When it was paid for; null until then.
   * @example null
   */
  bookedAt: string | null;

  /**
   * When it was put on sale.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * When it last changed hands.
   * @example "2026-11-22T20:00:00.000Z"
   */
  updatedAt: string;
}
