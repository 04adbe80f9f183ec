import type { TicketDto, TicketStatus } from '@boxoffice/contracts';

/** A ticket with its tier's name, as {@link TICKET_COLUMNS} reads it. */
export interface TicketRow {
  id: string;
  event_id: string;
  tier_id: string;
  tier: string;
  status: TicketStatus;
  user_id: string | null;
  booking_id: string | null;
  booked_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** The columns of a {@link TicketRow}, from `tickets AS ticket` and `tiers AS tier`. */
export const TICKET_COLUMNS = `
  ticket.id, ticket.event_id, ticket.tier_id, tier.name AS tier, ticket.status, ticket.user_id,
  ticket.booking_id, ticket.booked_at, ticket.created_at, ticket.updated_at`;

export function toTicketDto(row: TicketRow): TicketDto {
  return {
    id: row.id,
    eventId: row.event_id,
    tier: row.tier,
    status: row.status,
    userId: row.user_id,
    bookingId: row.booking_id,
    bookedAt: row.booked_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
