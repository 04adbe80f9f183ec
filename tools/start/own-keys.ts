import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The API's settings that are secrets. */
export interface OwnKeys {
  readonly TOKEN_KEYS: string;
  readonly SECRET_KEYS: string;
}

/** Owner only. */
const OWNER_ONLY = 0o600;

/**
 * This clone's keys, created at its first start, so that sessions survive restarts and the keys in the source
 * sign nothing. Not for production: keys created by one of several machines would be lost with it.
 */
export function ownKeys(folder: string, env: NodeJS.ProcessEnv): Partial<OwnKeys> {
  if (env.NODE_ENV === 'production') return {};
  const file = join(folder, 'keys.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as OwnKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = newKeys();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(keys), { mode: OWNER_ONLY, flag: 'wx' });
  return keys;
}

function newKeys(): OwnKeys {
  const { privateKey } = generateKeyPairSync('ed25519');
  const kid = randomBytes(6).toString('base64url');
  return {
    TOKEN_KEYS: JSON.stringify({ keys: [{ kid, ...privateKey.export({ format: 'jwk' }) }] }),
    SECRET_KEYS: randomBytes(32).toString('base64'),
  };
}
