import {
  ProblemCode,
  type TicketTransferDto,
  type TicketTransferState,
} from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { ticketsOfLines } from '../booking/tickets-of-lines.js';
import { hashOfSecret } from '../auth/sessions/secrets.js';
import { DomainError } from '../platform/problems/domain-error.js';

/** Its state, that its time is over included: an offer lapses by the clock, and nothing has to happen for it. */
export const STATE_SQL = `CASE WHEN transfer.state = 'offered' AND transfer.expires_at <= now()
    THEN 'lapsed' ELSE transfer.state END`;

/** What is told of a `transfer`. */
export const TRANSFER_SQL = `transfer.id, transfer.ticket_id AS "ticketId", transfer.to_email AS email,
    transfer.to_name AS name,
    ${STATE_SQL} AS state, transfer.created_at AS "createdAt", transfer.expires_at AS "expiresAt"`;

export interface TransferRow extends Omit<TicketTransferDto, 'createdAt' | 'expiresAt'> {
  createdAt: Date;
  expiresAt: Date;
}

/** A transfer, as far as its receiver matters. */
export interface ReceivedTransfer {
  id: string;
  eventId: string;
  bookingId: string;
  ticketId: string;
  tier: string;
  /** As it was sold; null: its tier has none. */
  ticketType: string | null;
  /** What the receiver is called, by the sender; may be empty. */
  name: string;
  state: TicketTransferState;
  expiresAt: Date;
  eventName: string;
  venue: string;
  startsAt: Date;
  timeZone: string;
  isCancelled: boolean;
  now: Date;
}

/** With the booking's lines, which say what was sold. */
interface ReceivedRow extends Omit<ReceivedTransfer, 'ticketType'> {
  lines: { quantity: number; ticketType?: string }[];
  ticketIds: string[];
}

export function describeTransfer({
  createdAt,
  expiresAt,
  ...transfer
}: TransferRow): TicketTransferDto {
  return {
    ...transfer,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/**
 * The transfer that the token of a mail leads to.
 *
 * @throws DomainError TOKEN_INVALID
 */
export async function transferOf(manager: EntityManager, token: string): Promise<ReceivedTransfer> {
  const [transfer] = await manager.query<ReceivedRow[]>(
    `SELECT transfer.id, transfer.event_id AS "eventId", transfer.booking_id AS "bookingId",
       transfer.ticket_id AS "ticketId", tier.name AS tier, transfer.to_name AS name,
       booking.lines, booking.ticket_ids::text[] AS "ticketIds",
       ${STATE_SQL} AS state, transfer.expires_at AS "expiresAt", event.name AS "eventName",
       event.venue, event.starts_at AS "startsAt", event.time_zone AS "timeZone",
       event.state = 'cancelled' AS "isCancelled", clock_timestamp() AS now
     FROM ticket_transfers AS transfer
     JOIN events AS event ON event.id = transfer.event_id
     JOIN bookings AS booking ON booking.id = transfer.booking_id
       AND booking.event_id = transfer.event_id
     JOIN tickets AS ticket ON ticket.id = transfer.ticket_id AND ticket.event_id = transfer.event_id
     JOIN tiers AS tier ON tier.event_id = ticket.event_id AND tier.id = ticket.tier_id
     WHERE transfer.token_hash = $1`,
    [hashOfSecret(token)],
  );
  if (transfer) return described(transfer);
  throw new DomainError(ProblemCode.TokenInvalid, 'This link is not valid, or too old.');
}

function described({ lines, ticketIds, ...transfer }: ReceivedRow): ReceivedTransfer {
  const sold = ticketsOfLines({ lines, ticketIds }).find(({ ticketIds: ofLine }) =>
    ofLine.includes(transfer.ticketId),
  );
  return { ...transfer, ticketType: sold?.line.ticketType ?? null };
}

/**
 * Ends an offer, at the time by the clock: its transaction may have begun before a scan that it waited for.
 *
 * @returns whether there was one
 */
export async function endOffer(
  manager: EntityManager,
  { eventId, id }: { eventId: string; id: string },
  state: Exclude<TicketTransferState, 'offered'>,
): Promise<boolean> {
  const [, ended] = await manager.query<[unknown, number]>(
    `UPDATE ticket_transfers SET state = $3, ended_at = clock_timestamp()
     WHERE event_id = $1 AND id = $2 AND state = 'offered'`,
    [eventId, id, state],
  );
  return ended === 1;
}

export function refused(why: string): DomainError {
  return new DomainError(ProblemCode.TicketTransferRefused, `${why} Nothing was changed.`);
}
