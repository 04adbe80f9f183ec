import { Length } from 'class-validator';
import { IsId } from '../ids/id.js';
import { NullableField } from '../validation/nullable-field.js';
import { OptionalField } from '../validation/optional-field.js';
import { IsLine } from '../validation/texts.js';

/** Most devices that an organisation has lent at one time: a stadium's gates. */
export const DOOR_DEVICES_MAX = 200;

export const DOOR_DEVICE_NAME_MAX_LENGTH = 50;

export const GATE_MAX_LENGTH = 30;

/** How long the link that lends a device works, in minutes: it is scanned within sight of whoever made it. */
export const DOOR_LINK_MINUTES = 30;

/** A device that scans at the door for an organisation. */
export class DoorDeviceDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * What it is called.
   * @example "Phone of the choir"
   */
  name: string;

  /**
   * The only event that it is for; null: all of the organisation’s.
   * @example null
   */
  eventId: string | null;

  /**
   * The gate at which it begins; empty: not said.
   * @example "Gate B"
   */
  gate: string;

  /**
   * Whether a member uses it for themself: it stops with their membership.
   * @example false
   */
  own: boolean;

  /**
   * When it was lent.
   * @example "2027-03-14T17:00:00.000Z"
   */
  lentAt: string;

  /**
   * When it took its link; null: the link hasn’t been opened yet.
   * @example "2027-03-14T17:01:00.000Z"
   */
  connectedAt: string | null;

  /**
   * When it was last heard of, to the minute; null: never.
   * @example "2027-03-14T18:12:00.000Z"
   */
  lastSeenAt: string | null;
}

/** Lends a device. */
export class LendDoorDeviceDto {
  /**
   * What it is called.
   * @example "Phone of the choir"
   */
  @IsLine(DOOR_DEVICE_NAME_MAX_LENGTH)
  name: string;

  /**
   * The only event that it is for; null or left out: all of the organisation’s.
   * @example "7300000000000000002"
   */
  @NullableField()
  @IsId()
  eventId?: string | null = null;

  /**
   * The gate at which it begins.
   * @example "Gate B"
   */
  @OptionalField()
  @IsLine(GATE_MAX_LENGTH, 0)
  gate?: string = '';
}

/** A device that was just lent, with the link that makes it one. */
export class LentDoorDeviceDto extends DoorDeviceDto {
  /**
   * Opened on the device, or scanned as a QR code: once, within 30 minutes. Only this answer has it.
   * @example "https://tickets.example/door#lend=q1w2e3"
   */
  link: string;
}

/** Uses one’s own device at the door, as a member. */
export class UseOwnDoorDeviceDto {
  /**
   * What it is called.
   * @example "Dora’s phone"
   */
  @IsLine(DOOR_DEVICE_NAME_MAX_LENGTH)
  name: string;
}

/** Takes the link by which a device is lent. */
export class ConnectDoorDeviceDto {
  /**
   * What stands in the link behind `lend=`.
   * @example "q1w2e3"
   */
  @Length(1, 200)
  token: string;
}

/** A device that may scan now. */
export class ConnectedDoorDeviceDto extends DoorDeviceDto {
  /**
   * Sent with every request as `Authorization: Bearer …`. Only this answer has it.
   * @example "door_q1w2e3"
   */
  bearer: string;
}
