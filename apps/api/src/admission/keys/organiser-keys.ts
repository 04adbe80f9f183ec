import { ProblemCode } from '@boxoffice/contracts';
import { newKeyPair } from '@boxoffice/ticket-codes';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';

/** What the keys of ticket codes are encrypted for; another purpose doesn't open them. */
export const ADMISSION_PURPOSE = 'boxoffice ticket codes';

/** A key's number has one byte in a code. */
const NUMBER_MAX = 255;

/** What signs an organisation's codes now. */
export interface SigningKey {
  number: number;
  privateKey: Uint8Array;
}

/** A key as everybody may know it. */
export interface PublicKey {
  number: number;
  publicKey: Uint8Array;
  createdAt: Date;
}

/** The keys that organisations sign ticket codes with: encrypted, each for its own row alone. */
@Injectable()
export class OrganiserKeys {
  constructor(private readonly box: SecretBox) {}

  /** All keys that an organisation ever had, the newest last. */
  async list(manager: EntityManager, organiserId: string): Promise<PublicKey[]> {
    return manager.query<PublicKey[]>(
      `SELECT number, public_key AS "publicKey", created_at AS "createdAt"
       FROM organiser_ticket_keys WHERE organiser_id = $1 ORDER BY number`,
      [organiserId],
    );
  }

  /** The key that signs. It is made when it is first needed, and where `SECRET_KEYS` opens the newest no more. */
  async signing(manager: EntityManager, organiserId: string): Promise<SigningKey> {
    const [newest] = await manager.query<{ number: number; private_key: string }[]>(
      `SELECT number, private_key FROM organiser_ticket_keys
       WHERE organiser_id = $1 ORDER BY number DESC LIMIT 1`,
      [organiserId],
    );
    const privateKey = newest && this.opened(newest.private_key, organiserId, newest.number);
    if (newest && privateKey) return { number: newest.number, privateKey };
    await this.add(manager, organiserId, (newest?.number ?? 0) + 1);
    return this.signing(manager, organiserId);
  }

  /**
   * Makes the key of a number. Of two who make it at once, both find the first one's.
   *
   * @throws DomainError TICKET_KEYS_USED_UP
   */
  async add(manager: EntityManager, organiserId: string, number: number): Promise<void> {
    if (number > NUMBER_MAX) {
      throw new DomainError(
        ProblemCode.TicketKeysUsedUp,
        `An organisation has ${NUMBER_MAX} keys at most, and all are in use. Nothing was changed.`,
      );
    }
    const { privateKey, publicKey } = newKeyPair();
    const locked = this.box.lock(
      Buffer.from(privateKey).toString('hex'),
      ownerOf(organiserId, number),
    );
    await manager.query(
      `INSERT INTO organiser_ticket_keys (organiser_id, number, public_key, private_key)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [organiserId, number, Buffer.from(publicKey), locked],
    );
  }

  private opened(box: string, organiserId: string, number: number): Uint8Array | undefined {
    try {
      return Buffer.from(this.box.open(box, ownerOf(organiserId, number)), 'hex');
    } catch {
      return undefined;
    }
  }
}

function ownerOf(organiserId: string, number: number): string {
  return `key ${organiserId} ${number}`;
}
