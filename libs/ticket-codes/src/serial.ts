/** Crockford's base32: no I, L, O or U, so that nothing is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** What people mean by letters that the alphabet hasn't got. */
const MEANT: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** How many serials there are: 40 bits. */
export const SERIALS = 2 ** 40;

/** The serial number of a ticket, as people read it: `K7QM-4F2P`. */
export function formatSerial(serial: number): string {
  let rest = serial;
  let text = '';
  for (let written = 0; written < LENGTH; written++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
}

/**
 * Reads a serial number as somebody types it: in whatever case, with blanks or hyphens or without.
 *
 * @returns undefined for what is none
 */
export function readSerial(text: string): number | undefined {
  const typed = text.toUpperCase().replace(/[\s-]/g, '');
  if (typed.length !== LENGTH) return undefined;
  let serial = 0;
  for (const character of typed) {
    const value = ALPHABET.indexOf(MEANT[character] ?? character);
    if (value < 0) return undefined;
    serial = serial * ALPHABET.length + value;
  }
  return serial;
}
