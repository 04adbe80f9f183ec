import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { CannotStart } from '../processes/cannot-start.ts';
import { parseAnchor, type Anchor } from './chain.ts';

/** Prefix of what the API signs; see its `AuditAnchors`. */
const SIGNED_AS = 'boxoffice-audit-anchor';

/** Time, anchor, name of the key, signature. */
const LINE = /^(\S+ (\S+)) (\S+) ([\w-]{86})$/;

/** The content of an anchor file. */
export interface Anchors {
  readonly anchors: Anchor[];
  /** A sentence for every invalid line. */
  readonly faults: string[];
}

/**
 * Reads the API's anchor file.
 *
 * @param text of the file
 * @param jwks the set of keys that signed it (`TOKEN_KEYS`, those that are not used any more as well); the
 * public parts are enough
 */
export function readAnchors(text: string, jwks: string): Anchors {
  const keys = readKeys(jwks);
  const anchors: Anchor[] = [];
  const faults: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const read = readLine(line, keys);
    if (read.anchor) anchors.push(read.anchor);
    else faults.push(`Line ${index + 1} of the anchors ${read.fault}.`);
  }
  if (anchors.length + faults.length === 0) {
    throw new CannotStart('The file of anchors has none.');
  }
  return { anchors, faults };
}

/** @returns the anchor of a line, or what is wrong with it */
function readLine(
  line: string,
  keys: ReadonlyMap<string, KeyObject>,
): { anchor: Anchor } | { anchor?: undefined; fault: string } {
  const [, said = '', text = '', kid = '', signature = ''] = LINE.exec(line) ?? [];
  const anchor = parseAnchor(text);
  if (!anchor) return { fault: 'is no anchor: it was altered' };
  const key = keys.get(kid);
  if (!key) return { fault: `is signed by the key ${kid}, which is not in TOKEN_KEYS` };
  const signed = Buffer.from(`${SIGNED_AS} ${said}`);
  return verify(null, signed, key, Buffer.from(signature, 'base64url'))
    ? { anchor }
    : { fault: 'has not been signed so: it was altered' };
}

function readKeys(jwks: string): Map<string, KeyObject> {
  try {
    const { keys } = JSON.parse(jwks) as { keys: { kid: string; x: string }[] };
    return new Map(
      keys.map(({ kid, x }) => [
        kid,
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
      ]),
    );
  } catch {
    throw new CannotStart('TOKEN_KEYS must be a JWK set of Ed25519 keys: {"keys":[…]}');
  }
}
