export const TICKET_STATUSES = ['available', 'pending', 'booked'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** One ticket admits one person. */
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
   * `available`: on sale. `pending`: held for a buyer. `booked`: sold.
   * @example "available"
   */
  status: TicketStatus;

  /**
   * Who holds or owns it; null while it is available.
   * @example null
   */
  userId: string | null;

  /**
   * Its booking; null while it is available.
   * @example null
   */
  bookingId: string | null;

  /**
   * When it was paid for, or null.
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
