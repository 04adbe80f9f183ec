import { createHash, randomBytes } from 'node:crypto';

/** 256 bits can't be guessed, so storing a plain hash is enough. */
const SECRET_BYTES = 32;

/** A secret to send out, and the hash to store. */
export interface Secret {
  text: string;
  hash: Buffer;
}

/** A secret that only its receiver knows; the database has its hash. */
export function newSecret(): Secret {
  const text = randomBytes(SECRET_BYTES).toString('base64url');
  return { text, hash: hashOfSecret(text) };
}

export function hashOfSecret(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
