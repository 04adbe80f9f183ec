import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsId } from '../ids/id.js';
import { IsMoment } from '../time/moment.js';
import { OptionalField } from '../validation/optional-field.js';
import { NullableField } from '../validation/nullable-field.js';
import { IsLine } from '../validation/texts.js';
import { DoorDeviceDto, GATE_MAX_LENGTH } from './door-device.dto.js';
import { SCAN_KINDS, type ReentryRule, type ScanKind } from './merge-scans.js';

/** Most scans of one request: four minutes of a quick door. A device that was away sends several. */
export const SCANS_AT_ONCE_MAX = 150;

/** Most scans of others that one answer has; there may be more. */
export const SYNCED_SCANS_MAX = 2_000;

/** A name that a device gives to a scan. */
const NONCE = /^[\w-]{1,40}$/;

/** An event that a device may scan for. */
export class DoorEventDto {
  /**
   * The event.
   * @example "7300000000000000002"
   */
  id: string;

  /**
   * Its name.
   * @example "Mass in B minor"
   */
  name: string;

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
}

/** What a device is, and what it may scan for. */
export class DoorDto {
  /** The device. */
  device: DoorDeviceDto;

  /**
   * The organisation that lent it.
   * @example "Cantata Choir"
   */
  organiser: string;

  /** From yesterday on, the next first. */
  events: DoorEventDto[];
}

/** A ticket as the door knows it. */
export class DoorTicketDto {
  /**
   * The ticket.
   * @example "7300000000000000007"
   */
  id: string;

  /**
   * The serial of the code that admits it: 40 bits.
   * @example 668503069687
   */
  serial: number;

  /**
   * Whether its code is printed, or may be: its digits don’t rotate.
   * @example false
   */
  onPaper: boolean;

  /**
   * The booking that it belongs to.
   * @example "7300000000000000003"
   */
  bookingId: string;

  /**
   * Which of the list’s `tiers`.
   * @example 0
   */
  tier: number;

  /**
   * Which of the list’s `types`; null: its tier has none.
   * @example 0
   */
  type: number | null;

  /**
   * Who comes, or who bought it; empty: nobody said.
   * @example "Ada Lovelace"
   */
  name: string;

  /**
   * Why the door should look twice: its payment is `disputed`. Null: nothing.
   * @example null
   */
  note: 'disputed' | null;
}

/** A ticket type as the door knows it. */
export class DoorTicketTypeDto {
  /**
   * Its name.
   * @example "Student"
   */
  name: string;

  /**
   * Who may have it; empty: everybody.
   * @example "With a student card, shown at the door"
   */
  condition: string;
}

/** A key that verifies codes. */
export class DoorKeyDto {
  /**
   * Its number, as codes name it.
   * @example 1
   */
  number: number;

  /**
   * The Ed25519 public key, in hexadecimal.
   * @example "be8fb223e6735a44dc9bfee9f81c860d3bfb795f6e20e8fa79abfd2c8c1451e0"
   */
  publicKey: string;
}

/** Everything that a device needs to scan without a network. Only tickets on it are admitted. */
export class DoorListDto {
  /** The event. */
  event: DoorEventDto;

  /**
   * Whether a ticket that is in lets somebody in again.
   * @example "none"
   */
  reentry: ReentryRule;

  /** The organiser’s public keys: all that ever signed. */
  keys: DoorKeyDto[];

  /**
   * What the digits behind codes are worked out from, in hexadecimal; null: codes don’t rotate.
   * @example null
   */
  rotationSecret: string | null;

  /**
   * Names of tiers.
   * @example ["Nave"]
   */
  tiers: string[];

  /** Ticket types. */
  types: DoorTicketTypeDto[];

  /** The tickets that are sold. */
  tickets: DoorTicketDto[];
}

/** A scan that a device has made. */
export class ScanDto {
  /**
   * The ticket.
   * @example "7300000000000000007"
   */
  @IsId()
  ticketId: string;

  /**
   * The booking that the ticket is of, by the device’s list: a ticket may be refunded and sold again before its scan
   * arrives. Left out: the booking that it is of now.
   * @example "7300000000000000003"
   */
  @OptionalField()
  @IsId()
  bookingId?: string;

  /**
   * Names the scan among the device’s: sent again under it, it is the same scan.
   * @example "V1StGXR8Z5jdHi6B"
   */
  @Matches(NONCE, { message: '$property must have 1 to 40 letters, digits, - or _' })
  nonce: string;

  /**
   * `in`, `out`, or `undo` of an earlier one.
   * @example "in"
   */
  @IsIn(SCAN_KINDS)
  kind: ScanKind;

  /**
   * The nonce of the scan that an `undo` takes back: of the same ticket, by the same device. Null otherwise.
   * @example null
   */
  @NullableField()
  @Matches(NONCE, { message: '$property must have 1 to 40 letters, digits, - or _' })
  undoes?: string | null = null;

  /**
   * The gate; empty: not said.
   * @example "Gate B"
   */
  @OptionalField()
  @IsLine(GATE_MAX_LENGTH, 0)
  gate?: string = '';

  /**
   * When, by the device’s clock.
   * @example "2027-03-14T18:12:00.000Z"
   */
  @IsMoment()
  scannedAt: string;
}

/** Sends what was scanned, and asks what others have. Sent again, it has no further effect. */
export class SyncScansDto {
  /**
   * The time by the device’s clock as it sends this: how far it is off corrects the times of its scans.
   * @example "2027-03-14T18:12:03.000Z"
   */
  @IsMoment()
  sentAt: string;

  /** What was scanned since. */
  @IsArray()
  @ArrayMaxSize(SCANS_AT_ONCE_MAX)
  @ValidateNested({ each: true })
  @Type(() => ScanDto)
  scans: ScanDto[];

  /**
   * The `next` of the answer before; 0 or left out: from the beginning.
   * @example 0
   */
  @OptionalField()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  after?: number = 0;
}

/** A scan as the server keeps it. */
export class KeptScanDto {
  /**
   * The ticket.
   * @example "7300000000000000007"
   */
  ticketId: string;

  /**
   * The booking that it was of.
   * @example "7300000000000000003"
   */
  bookingId: string;

  /**
   * The device that made it.
   * @example "7300000000000000001"
   */
  deviceId: string;

  /**
   * Its name among the device’s.
   * @example "V1StGXR8Z5jdHi6B"
   */
  nonce: string;

  /**
   * `in`, `out`, or `undo` of an earlier one.
   * @example "in"
   */
  kind: ScanKind;

  /**
   * What an `undo` takes back; null otherwise.
   * @example null
   */
  undoes: string | null;

  /**
   * The gate; empty: not said.
   * @example "Gate B"
   */
  gate: string;

  /**
   * When, by the server’s clock.
   * @example "2027-03-14T18:12:00.000Z"
   */
  scannedAt: string;
}

/** What the server has taken, and what it knows that the device doesn’t. */
export class SyncedScansDto {
  /**
   * The server’s time.
   * @example "2027-03-14T18:12:03.100Z"
   */
  now: string;

  /**
   * Nonces of scans whose ticket isn’t one of the event’s: they are kept nowhere.
   * @example []
   */
  refused: string[];

  /** All scans that came in after `after`, one’s own among them, with corrected times. */
  scans: KeptScanDto[];

  /**
   * For the next request.
   * @example 12
   */
  next: number;

  /**
   * Whether there are more.
   * @example false
   */
  more: boolean;
}
