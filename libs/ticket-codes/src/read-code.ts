import { fromBase32, toBase32 } from './base32.js';
import { ROTATION_DIGITS } from './rotation.js';
import { isSignedBy, SIGNATURE_BYTES, signContent } from './signing.js';
import { CONTENT_BYTES, fromContent, toContent, type TicketCode } from './ticket-code.js';

/** Characters of a code: what is signed and the signature, in base32. */
export const CODE_LENGTH = Math.ceil(((CONTENT_BYTES + SIGNATURE_BYTES) * 8) / 5);

/** Where a code is read: at the door of an event, at a time. */
export interface Door {
  eventId: string;
  /** The organiser's public keys by their number: all that there ever were. */
  keys: ReadonlyMap<number, Uint8Array>;
  /** Seconds since 1970. */
  now: number;
}

/**
 * What was read.
 *
 * - `good`: one of the organiser's keys signed it for this event. Whether it still admits, the list of codes says.
 * - `unknown`: no ticket code at all, or one of a later version.
 * - `other_event`: it says that it is for another event.
 * - `altered`: it isn't what the organiser signed.
 * - `expired`: its time is over.
 */
export type ReadCode =
  | { state: 'good'; code: TicketCode; digits: string | undefined }
  | { state: 'unknown' }
  | { state: 'other_event'; code: TicketCode }
  | { state: 'altered'; code: TicketCode }
  | { state: 'expired'; code: TicketCode };

/** Writes the code of a ticket: what its QR code holds, where it doesn't rotate. */
export function writeCode(code: TicketCode, privateKey: Uint8Array): string {
  const content = toContent(code);
  const bytes = new Uint8Array(CONTENT_BYTES + SIGNATURE_BYTES);
  bytes.set(content);
  bytes.set(signContent(content, privateKey), CONTENT_BYTES);
  return toBase32(bytes);
}

/** Reads what was scanned, without a network. */
export function readCode(text: string, door: Door): ReadCode {
  const { code, digits } = splitDigits(text.trim().toUpperCase());
  const bytes = fromBase32(code);
  if (bytes?.length !== CONTENT_BYTES + SIGNATURE_BYTES) return { state: 'unknown' };
  const content = bytes.subarray(0, CONTENT_BYTES);
  const said = fromContent(content);
  if (!said) return { state: 'unknown' };
  if (said.eventId !== door.eventId) return { state: 'other_event', code: said };
  const key = door.keys.get(said.keyNumber);
  if (!key || !isSignedBy(content, bytes.subarray(CONTENT_BYTES), key)) {
    return { state: 'altered', code: said };
  }
  if (door.now >= said.notAfter) return { state: 'expired', code: said };
  return { state: 'good', code: said, digits };
}

/** A code that rotates has digits behind it. */
function splitDigits(text: string): { code: string; digits: string | undefined } {
  if (text.length !== CODE_LENGTH + ROTATION_DIGITS) return { code: text, digits: undefined };
  return { code: text.slice(0, CODE_LENGTH), digits: text.slice(CODE_LENGTH) };
}
