import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;

/** Each purpose derives its own key, so that none opens another's boxes. */
const PURPOSE = 'boxoffice second factor';

/** A key, and the id that its boxes carry. */
interface BoxKey {
  id: string;
  key: Buffer;
}

/** Encrypts secrets that the database stores: the first key encrypts, all decrypt. */
@Injectable()
export class SecretBox {
  private readonly keys: BoxKey[];

  constructor(settings: Settings) {
    this.keys = derivedKeys(settings, PURPOSE).map((key) => ({
      id: createHash('sha256').update(key).digest('base64url').slice(0, 8),
      key,
    }));
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
