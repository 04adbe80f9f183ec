import { getPublicKey, hashes, sign, utils, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

// Given to the library, so that it needs no WebCrypto: a door without HTTPS or a phone of years ago has none.
hashes.sha512 = sha512;

/** Written before what is signed: a signature for anything else never fits a code. */
const CONTEXT = new TextEncoder().encode('boxoffice-ticket-code-v1:');

export const SIGNATURE_BYTES = 64;

/** A pair of keys of an organiser: 32 bytes each (Ed25519). */
export interface KeyPair {
  privateKey: Uint8Array;
  publicKey: Uint8Array;
}

/** Makes a new pair of keys. */
export function newKeyPair(): KeyPair {
  const privateKey = utils.randomSecretKey();
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return getPublicKey(privateKey);
}

export function signContent(content: Uint8Array, privateKey: Uint8Array): Uint8Array {
  return sign(inContext(content), privateKey);
}

export function isSignedBy(
  content: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    // As RFC 8032 says, so that every library comes to the same answer.
    return verify(signature, inContext(content), publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function inContext(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(CONTEXT.length + content.length);
  bytes.set(CONTEXT);
  bytes.set(content, CONTEXT.length);
  return bytes;
}
