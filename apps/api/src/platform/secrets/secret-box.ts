import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { FactoryProvider } from '@nestjs/common';
import { derivedKeys } from '../config/derived-keys.js';
import { Settings } from '../config/settings.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;

/** A key, and the id that its boxes carry. */
interface BoxKey {
  id: string;
  key: Buffer;
}

/**
 * Encrypts secrets that the database stores, for one purpose: the first of `SECRET_KEYS` encrypts, all decrypt.
 *
 * Each purpose derives its own key, so that none opens another's boxes.
 */
export class SecretBox {
  private readonly keys: BoxKey[];

  /** @param purpose names it in the derivation, and never changes: what was locked would not open any more */
  constructor(settings: Pick<Settings, 'SECRET_KEYS'>, purpose: string) {
    this.keys = derivedKeys(settings, purpose).map((key) => ({
      id: createHash('sha256').update(key).digest('base64url').slice(0, 8),
      key,
    }));
  }

  /** Gives a module the box of its purpose, as its `SecretBox`. */
  static for(purpose: string): FactoryProvider<SecretBox> {
    return {
      provide: SecretBox,
      inject: [Settings],
      useFactory: (settings: Settings) => new SecretBox(settings, purpose),
    };
  }

  /** @param owner whose secret it is: put into another's row, it does not open */
  lock(secret: string, owner: string): string {
    const [first] = this.keys;
    if (!first) throw new Error('There is no key to encrypt with.');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, first.key, nonce).setAAD(Buffer.from(owner));
    const locked = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [first.id, ...[nonce, locked, cipher.getAuthTag()].map(encode)].join('.');
  }

  /** @throws Error where the key is not there any more, or the box was tampered with */
  open(box: string, owner: string): string {
    const [id, nonce = '', locked = '', tag = ''] = box.split('.');
    const known = this.keys.find((key) => key.id === id);
    if (!known) throw new Error(`SECRET_KEYS has no key ${String(id)} any more.`);
    const decipher = createDecipheriv(ALGORITHM, known.key, decode(nonce))
      .setAAD(Buffer.from(owner))
      .setAuthTag(decode(tag));
    return Buffer.concat([decipher.update(decode(locked)), decipher.final()]).toString('utf8');
  }
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
