import { createHash, randomBytes } from 'node:crypto';

/** Bytes of a secret: nobody guesses 256 bits, so a plain hash of it is all that has to be kept. */
const SECRET_BYTES = 32;

/** A secret to send out, and what is kept of it. */
export interface Secret {
  text: string;
  hash: Buffer;
}

/** Makes a secret that only its receiver knows: whoever reads the database finds its hash. */
export function newSecret(): Secret {
  const text = randomBytes(SECRET_BYTES).toString('base64url');
  return { text, hash: hashOfSecret(text) };
}

export function hashOfSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
