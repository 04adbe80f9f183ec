import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecretBox } from '../../platform/secrets/secret-box.js';

const SECRET_BYTES = 32;

/** What the digits of each event's codes are worked out from: encrypted, and made when it is first needed. */
@Injectable()
export class RotationSecrets {
  constructor(private readonly box: SecretBox) {}

  /** The secret of an event. Where `SECRET_KEYS` opens it no more, it gets a new one: screens show other digits. */
  async of(manager: EntityManager, eventId: string): Promise<Uint8Array> {
    const [row] = await manager.query<{ secret: string }[]>(
      'SELECT secret FROM event_rotation_secrets WHERE event_id = $1',
      [eventId],
    );
    const secret = row && this.opened(row.secret, eventId);
    if (secret) return secret;
    // Of two who make one at once, both find the first one's.
    await manager.query(
      `INSERT INTO event_rotation_secrets (event_id, secret) VALUES ($1, $2)
       ON CONFLICT (event_id) DO UPDATE SET secret = excluded.secret, created_at = now()
       WHERE event_rotation_secrets.secret = $3`,
      [
        eventId,
        this.box.lock(randomBytes(SECRET_BYTES).toString('hex'), eventId),
        row?.secret ?? null,
      ],
    );
    return this.of(manager, eventId);
  }

  private opened(box: string, eventId: string): Uint8Array | undefined {
    try {
      return Buffer.from(this.box.open(box, eventId), 'hex');
    } catch {
      return undefined;
    }
  }
}
