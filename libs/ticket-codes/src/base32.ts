const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS_OF_CHARACTER = 5;
const BITS_OF_BYTE = 8;

/** Writes bytes in base32 (RFC 4648), without padding: letters and digits that a QR code packs tightly. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits = (bits << BITS_OF_BYTE) | byte;
    count += BITS_OF_BYTE;
    while (count >= BITS_OF_CHARACTER) {
      count -= BITS_OF_CHARACTER;
      text += ALPHABET.charAt((bits >>> count) & 31);
    }
    bits &= (1 << count) - 1;
  }
  if (count > 0) text += ALPHABET.charAt((bits << (BITS_OF_CHARACTER - count)) & 31);
  return text;
}

/**
 * Reads what {@link toBase32} writes.
 *
 * @returns undefined for any other text, also for one that means the same bytes: each has one text
 */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * BITS_OF_CHARACTER) / BITS_OF_BYTE));
  let bits = 0;
  let count = 0;
  let written = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    bits = (bits << BITS_OF_CHARACTER) | value;
    count += BITS_OF_CHARACTER;
    if (count < BITS_OF_BYTE) continue;
    count -= BITS_OF_BYTE;
    bytes[written++] = bits >>> count;
    bits &= (1 << count) - 1;
  }
  return toBase32(bytes) === text ? bytes : undefined;
}
