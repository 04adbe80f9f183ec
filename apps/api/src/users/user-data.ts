import { ERASED_USER_NAME } from '@boxoffice/contracts/person-name';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';

/** What remains after erasure: id, role and the time. */
const ERASED = `name = '${ERASED_USER_NAME}', email = NULL, email_key = NULL, email_verified_at = NULL,
  password_hash = NULL, totp_secret = NULL, totp_enabled_at = NULL, totp_last_step = NULL, language = NULL,
  erased_at = now()`;

/**
 * Guests without recent activity, who don't wait for tickets. Their bookings keep the id, so an unpaid booking no longer says that
 * anybody wanted tickets.
 */
const ERASE_GUESTS_SQL = `
  UPDATE users SET ${ERASED} WHERE id IN (
    SELECT guest.id FROM users AS guest
    WHERE guest.role = 'guest' AND guest.erased_at IS NULL
      AND NOT EXISTS (
        SELECT FROM waitlist_entries AS entry
        WHERE entry.user_id = guest.id AND entry.state = 'waiting')
      AND guest.created_at < now() - make_interval(days => $1)
      AND NOT EXISTS (
        SELECT FROM bookings AS booking JOIN events AS event ON event.id = booking.event_id
        WHERE booking.user_id = guest.id AND (booking.status = 'pending'
          OR booking.created_at >= now() - make_interval(days => $1)
          OR booking.status = 'confirmed'
            AND event.starts_at >= now() - make_interval(days => $1)))
    LIMIT $2 FOR UPDATE SKIP LOCKED)`;

/** Personal data in `users`. */
@Injectable()
export class UserData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'account';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'guests',
      keep: (settings) => settings.GUEST_RETENTION_DAYS,
      statement: ERASE_GUESTS_SQL,
    });
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT id, name, email, email_verified_at AS "emailVerifiedAt", role, language,
         totp_enabled_at AS "secondFactorSince", disabled_at AS "disabledAt",
         created_at AS "createdAt"
       FROM users WHERE id = $1`,
      [id],
    );
  }

  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(`UPDATE users SET ${ERASED} WHERE id = $1`, [id]);
  }
}
