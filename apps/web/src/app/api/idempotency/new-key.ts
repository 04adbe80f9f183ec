/** Random bytes of a version 4 UUID. */
const UUID_BYTES = 16;

/**
 * A fresh `Idempotency-Key`.
 *
 * `crypto.randomUUID` exists in secure contexts only. A box office that somebody opens on the local
 * network over plain HTTP is none, but has `getRandomValues`, from which the same UUID is made.
 */
export function newKey(source: Partial<Pick<Crypto, 'randomUUID'>> & RandomBytes = crypto): string {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(UUID_BYTES));
  const hex = Array.from(bytes, (byte, index) => marked(byte, index).toString(16).padStart(2, '0'));
  const groups = [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10)];
  return [...groups, hex.slice(10)].map((group) => group.join('')).join('-');
}

type RandomBytes = Pick<Crypto, 'getRandomValues'>;

/** Sets the bits that mark a UUID as random (version 4, variant 10). */
function marked(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  if (index === 8) return (byte & 0x3f) | 0x80;
  return byte;
}
