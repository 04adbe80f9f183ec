import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** The keys cannot be used. Its message goes on from the setting's name. */
export class TokenKeysError extends Error {}

/** A key as it stands in the setting: RFC 8037, with a name. */
interface TokenJwk {
  kid: string;
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  d?: string;
}

/** A key of the access tokens. */
export interface TokenKey {
  /** Names it in the tokens' headers. */
  kid: string;
  /** The public part, as it is published. */
  x: string;
  publicKey: KeyObject;
  /** Missing where the key only verifies what another process signed. */
  privateKey?: KeyObject;
}

/** Keys that one set may have: that of today, the next one, and some that run out. */
const KEYS_MAX = 10;

/**
 * Reads a JWK set.
 *
 * @returns its keys; the first has a private part
 * @throws TokenKeysError
 */
export function readTokenKeys(text: string): TokenKey[] {
  const keys = jwksOf(text).map(readKey);
  if (keys.length === 0 || keys.length > KEYS_MAX) {
    throw new TokenKeysError(`must have 1 to ${KEYS_MAX} keys`);
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw new TokenKeysError('must give each key a kid of its own');
  }
  if (!keys[0]?.privateKey) throw new TokenKeysError('must begin with a private key');
  return keys;
}

/** Whether two sets have a key in common, whatever it is called in each. */
export function haveKeyInCommon(one: string, other: string): boolean {
  const known = new Set(readTokenKeys(other).map(({ x }) => x));
  return readTokenKeys(one).some(({ x }) => known.has(x));
}

function jwksOf(text: string): unknown[] {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    if (Array.isArray(keys)) return keys;
  } catch {
    // Told with everything else that is no set of keys.
  }
  throw new TokenKeysError('must be a JWK set: {"keys":[…]}');
}

function readKey(jwk: unknown): TokenKey {
  if (!isTokenJwk(jwk)) {
    throw new TokenKeysError('must have Ed25519 keys (kty OKP, crv Ed25519), each with a kid');
  }
  const { kid, kty, crv, x, d } = jwk;
  try {
    return {
      kid,
      x,
      publicKey: createPublicKey({ key: { kty, crv, x }, format: 'jwk' }),
      ...(d === undefined
        ? {}
        : { privateKey: createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }) }),
    };
  } catch {
    throw new TokenKeysError('has a key that is none');
  }
}

function isTokenJwk(jwk: unknown): jwk is TokenJwk {
  if (typeof jwk !== 'object' || jwk === null) return false;
  const { kid, kty, crv, x, d } = jwk as Record<string, unknown>;
  return (
    typeof kid === 'string' &&
    kid !== '' &&
    kty === 'OKP' &&
    crv === 'Ed25519' &&
    typeof x === 'string' &&
    (d === undefined || typeof d === 'string')
  );
}
