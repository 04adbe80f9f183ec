import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

/** For how long the digits of a rotating code are shown. */
export const ROTATION_SECONDS = 30;

/** How many digits follow a code that rotates. */
export const ROTATION_DIGITS = 6;

/** Steps before and after the present one that are taken: clocks differ, and a camera takes its time. */
const STEPS_AROUND = 1;

/** How many steps back digits are looked for to say that they are old, as on a screenshot: ten minutes. */
const STEPS_OF_OLD = 20;

/** What the digits behind a code are worth: `old` ones were right some minutes ago. */
export type DigitsState = 'right' | 'old' | 'wrong';

/**
 * The secret of one ticket's digits. It is worked out from the event's, so that a door that has that one has them all.
 *
 * @param eventSecret 32 bytes
 */
export function rotationSecretOf(eventSecret: Uint8Array, serial: number): Uint8Array {
  const bytes = new Uint8Array(5);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, Math.floor(serial / 2 ** 32));
  view.setUint32(1, serial % 2 ** 32);
  return hmac(sha256, eventSecret, bytes);
}

/**
 * The digits of a moment: TOTP (RFC 6238) with SHA-1, as Google Wallet's `TOTP_SHA1`.
 *
 * @param seconds since 1970
 */
export function digitsAt(secret: Uint8Array, seconds: number): string {
  return digitsOfStep(secret, Math.floor(seconds / ROTATION_SECONDS));
}

/** @param seconds since 1970, on the clock of whoever looks */
export function stateOfDigits(secret: Uint8Array, digits: string, seconds: number): DigitsState {
  const now = Math.floor(seconds / ROTATION_SECONDS);
  for (let step = now + STEPS_AROUND; step >= now - STEPS_OF_OLD; step--) {
    if (step >= 0 && digitsOfStep(secret, step) === digits) {
      return step >= now - STEPS_AROUND ? 'right' : 'old';
    }
  }
  return 'wrong';
}

function digitsOfStep(secret: Uint8Array, step: number): string {
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(step));
  const mac = hmac(sha1, secret, counter);
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  const offset = view.getUint8(mac.length - 1) & 15;
  const number = (view.getUint32(offset) & 0x7fff_ffff) % 10 ** ROTATION_DIGITS;
  return number.toString().padStart(ROTATION_DIGITS, '0');
}
