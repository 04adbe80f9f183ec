import type { DoorListDto, DoorTicketDto } from '@boxoffice/contracts';
import {
  mayEnterAgain,
  type MergedScan,
  type TicketAdmission,
} from '@boxoffice/contracts/merge-scans';
import { readCode, readSerial, rotationSecretOf, stateOfDigits } from '@boxoffice/ticket-codes';

/** Why somebody is let in or out, looked at twice, or not let in. */
export type Reason =
  | 'good'
  | 'disputed'
  | 'gone_out'
  | 'already_in'
  | 'not_in'
  | 'not_on_list'
  | 'unknown'
  | 'other_event'
  | 'altered'
  | 'expired'
  | 'old_picture';

/** Whether somebody may go in. `look`: the door decides. */
export type Tone = 'good' | 'look' | 'refuse';

const TONES: Record<Reason, Tone> = {
  good: 'good',
  disputed: 'look',
  gone_out: 'good',
  already_in: 'look',
  not_in: 'look',
  not_on_list: 'refuse',
  unknown: 'refuse',
  other_event: 'refuse',
  altered: 'refuse',
  expired: 'refuse',
  old_picture: 'refuse',
};

export function toneOf(reason: Reason): Tone {
  return TONES[reason];
}

/** Whether somebody passes, so that their scan is kept. */
export function letsPass(reason: Reason): boolean {
  return reason === 'good' || reason === 'disputed' || reason === 'gone_out';
}

/** What was scanned or typed: a ticket of the list, or why it is none. */
export type Found = { ticket: DoorTicketDto } | { reason: Reason };

/** The list, ready to be asked for forty tickets a minute. */
export class TicketFinder {
  private readonly bySerial: ReadonlyMap<number, DoorTicketDto>;
  private readonly keys: ReadonlyMap<number, Uint8Array>;
  private readonly rotationSecret: Uint8Array | undefined;

  constructor(private readonly list: DoorListDto) {
    this.bySerial = new Map(list.tickets.map((ticket) => [ticket.serial, ticket]));
    this.keys = new Map(list.keys.map(({ number, publicKey }) => [number, bytesOf(publicKey)]));
    this.rotationSecret = list.rotationSecret ? bytesOf(list.rotationSecret) : undefined;
  }

  /**
   * @param text a code, or a serial that somebody typed: that one is taken without digits, since the door has its
   * holder before it
   * @param now seconds since 1970, by the server's clock
   */
  find(text: string, now: number): Found {
    const typed = readSerial(text);
    if (typed !== undefined) return this.ofSerial(typed) ?? { reason: 'not_on_list' };
    const { event } = this.list;
    const read = readCode(text, { eventId: event.id, keys: this.keys, now });
    if (read.state !== 'good') return { reason: read.state };
    const found = this.ofSerial(read.code.serial);
    // Replaced, or its money went back: the list has only what admits.
    if (found?.ticket.id !== read.code.ticketId) return { reason: 'not_on_list' };
    const isCurrent = this.hasRightDigits(found.ticket, read.digits, now);
    return isCurrent ? found : { reason: 'old_picture' };
  }

  private ofSerial(serial: number): { ticket: DoorTicketDto } | undefined {
    const ticket = this.bySerial.get(serial);
    return ticket && { ticket };
  }

  private hasRightDigits(
    { serial, onPaper }: DoorTicketDto,
    digits: string | undefined,
    now: number,
  ): boolean {
    if (!this.rotationSecret || onPaper) return true;
    if (digits === undefined) return false;
    return stateOfDigits(rotationSecretOf(this.rotationSecret, serial), digits, now) === 'right';
  }
}

/** Whether a ticket of the list lets somebody in, as far as this device knows what was scanned. */
export function judge(
  { note }: DoorTicketDto,
  admission: TicketAdmission<MergedScan> | undefined,
  rule: DoorListDto['reentry'],
): Reason {
  if (admission?.since && !mayEnterAgain(admission.isIn, rule)) return 'already_in';
  return note === 'disputed' ? 'disputed' : 'good';
}

/** Whether somebody who goes out was in, as far as this device knows. */
export function judgeExit(admission: TicketAdmission<MergedScan> | undefined): Reason {
  return admission?.isIn ? 'gone_out' : 'not_in';
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
