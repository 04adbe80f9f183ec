import { IsEmailAddress } from '../auth/email-address.js';
import { IsSecretToken } from '../auth/secret-token.js';
import { IsId } from '../ids/id.js';
import { USER_NAME_MAX_LENGTH } from '../users/person-name.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';
import type { TicketCodeDto } from './ticket-code.dto.js';

/** Longest time between the end of passing on and the event, in hours: a year. */
export const TRANSFER_HOURS_MAX = 8_760;

/** Whom a ticket is passed on to. */
export class PassOnTicketDto {
  /**
   * One of the booking's tickets.
   * @example "1"
   */
  @IsId()
  ticketId: string;

  /**
   * Who is to have it: they get an email with a link.
   * @example "grace@example.org"
   */
  @IsEmailAddress()
  email: string;

  /**
   * What they are called: the door is shown it, once they have accepted. Empty: not said.
   * @example "Grace Hopper"
   */
  @OptionalField()
  @IsLine(USER_NAME_MAX_LENGTH, 0)
  name?: string = '';
}

/** The token from the link in the mail about a ticket. */
export class TicketTransferTokenDto {
  /**
   * The token from the link.
   * @example "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"
   */
  @IsSecretToken()
  token: string;
}

export const TICKET_TRANSFER_STATES = ['offered', 'accepted', 'taken_back', 'lapsed'] as const;
export type TicketTransferState = (typeof TICKET_TRANSFER_STATES)[number];

/** A ticket that is passed on, as its sender sees it. */
export class TicketTransferDto {
  /**
   * The transfer.
   * @example "7300000000000000031"
   */
  id: string;

  /**
   * The ticket.
   * @example "1"
   */
  ticketId: string;

  /**
   * Whom it was sent to.
   * @example "grace@example.org"
   */
  email: string;

  /**
   * What they are called; empty: not said.
   * @example "Grace Hopper"
   */
  name: string;

  /**
   * `offered`: it can be accepted, and taken back. `accepted`: it is theirs. `taken_back`: by the sender. `lapsed`: its
   * time is over.
   * @example "offered"
   */
  state: TicketTransferState;

  /**
   * When it was sent.
   * @example "2026-11-27T12:00:00.000Z"
   */
  createdAt: string;

  /**
   * Until when it can be accepted.
   * @example "2026-11-30T12:00:00.000Z"
   */
  expiresAt: string;
}

/** Why no ticket of a booking can be passed on, whichever it is. */
export const TRANSFER_REFUSALS = ['not_offered', 'too_late', 'event_cancelled'] as const;
export type TransferRefusal = (typeof TRANSFER_REFUSALS)[number];

/** What can be passed on of a booking, and what was. */
export class BookingTransfersDto {
  /**
   * Why nothing can be passed on; null: it can. `not_offered`: tickets of this event aren't passed on; `too_late`;
   * `event_cancelled`.
   * @example null
   */
  refusal: TransferRefusal | null;

  /**
   * Until when tickets of the event can be passed on, and accepted; null: not at all.
   * @example "2027-03-13T18:30:00.000Z"
   */
  until: string | null;

  /**
   * Until when a ticket that is passed on now can be accepted; null: none can be passed on.
   * @example "2026-11-30T12:00:00.000Z"
   */
  acceptUntil: string | null;

  /**
   * Those that can be passed on now: not on their way to somebody, and not scanned at the door.
   * @example ["1"]
   */
  ticketIds: string[];

  /** What was passed on, the first one first. */
  transfers: TicketTransferDto[];
}

/** A ticket that is passed on, as its receiver sees it. */
export class PassedOnTicketDto {
  /**
   * As the sender sees it.
   * @example "offered"
   */
  state: TicketTransferState;

  /**
   * The event.
   * @example "1"
   */
  eventId: string;

  /**
   * Its name.
   * @example "Mass in B minor"
   */
  eventName: string;

  /**
   * Where it is.
   * @example "St Mary’s Church"
   */
  venue: string;

  /**
   * When it starts.
   * @example "2027-03-14T18:30:00.000Z"
   */
  startsAt: string;

  /**
   * The time zone of its venue.
   * @example "Europe/Berlin"
   */
  timeZone: string;

  /**
   * Whether it was cancelled.
   * @example false
   */
  cancelled: boolean;

  /**
   * What the ticket is for.
   * @example "VIP"
   */
  tier: string;

  /**
   * Its ticket type, as it was sold; null: its tier has none.
   * @example "Student"
   */
  ticketType: string | null;

  /**
   * What its receiver is called; empty: the sender didn't say.
   * @example "Grace Hopper"
   */
  name: string;

  /**
   * The server's time, by which digits rotate.
   * @example "2026-11-27T12:00:00.000Z"
   */
  serverTime: string;

  /**
   * Until when it can be accepted.
   * @example "2026-11-30T12:00:00.000Z"
   */
  expiresAt: string;

  /** Its code, once it is accepted; null before, and once the ticket was refunded. */
  code: TicketCodeDto | null;
}
