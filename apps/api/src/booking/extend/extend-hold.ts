import { ProblemCode, type BookingDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Settings } from '../../platform/config/settings.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UserDirectory } from '../../users/user-directory.js';
import { extendedEntry } from '../booking-entries.js';
import type { BookingEntity } from '../booking.entity.js';
import { FindBookings } from '../find/find-bookings.js';
import { HeldBookings } from '../find/held-bookings.js';
import { lockPendingBooking } from '../lock-bookings.js';
import { mayExtendSql } from './extendable-sql.js';

/** Gives a buyer more time to pay. */
@Injectable()
export class ExtendHold {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly bookings: FindBookings,
    private readonly held: HeldBookings,
    private readonly settings: Settings,
    private readonly audit: AuditTrail,
    private readonly users: UserDirectory,
  ) {}

  /**
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError UNAUTHENTICATED, ACCOUNT_DISABLED, BOOKING_NOT_FOUND, ALREADY_CONFIRMED, BOOKING_ENDED, HOLD_EXPIRED, or
   * HOLD_NOT_EXTENDABLE where it has been extended as often as it may be, or tickets went unpaid lately
   */
  async execute(
    bookingId: string,
    onlyUser: string | null,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<BookingDto> {
    const extended = await this.idempotent.run(keyed, async (manager) => {
      const booking = await lockPendingBooking(manager, bookingId, onlyUser);
      await this.users.refuseClosed(manager, actor, booking.userId);
      await this.requireExtendable(manager, booking);
      // The deadline is compared in the database, whose clock all processes share, and by the time
      // after the lock was waited for.
      const [moved] = await manager.query<[{ until: Date }[], number]>(
        `UPDATE bookings
         SET hold_expires_at = hold_expires_at + make_interval(secs => $3),
             hold_extensions = hold_extensions + 1, updated_at = now()
         WHERE event_id = $1 AND id = $2 AND hold_expires_at > clock_timestamp()
         RETURNING hold_expires_at AS until`,
        [booking.eventId, booking.id, this.settings.HOLD_EXTENSION_SECONDS],
      );
      const until = moved[0]?.until;
      if (until === undefined) {
        throw new DomainError(
          ProblemCode.HoldExpired,
          'Your hold ended. The tickets went back on sale; nothing was charged.',
        );
      }
      await this.audit.record(manager, [extendedEntry(actor, booking, until)]);
      // Told again, it is read anew, so that nothing of it is kept.
      return { answer: await this.bookings.byId(bookingId, null, manager), kept: {} };
    });
    return keyed?.isReplay ? this.held.find(bookingId) : extended;
  }

  private async requireExtendable(
    manager: EntityManager,
    { eventId, id }: BookingEntity,
  ): Promise<void> {
    const [row] = await manager.query<{ may_extend: boolean }[]>(
      `SELECT ${mayExtendSql(this.settings)} AS may_extend FROM bookings AS booking
       WHERE event_id = $1 AND id = $2`,
      [eventId, id],
    );
    if (row?.may_extend) return;
    // Not why: another account of the mailbox, which may be somebody else's, may have let tickets go.
    throw new DomainError(
      ProblemCode.HoldNotExtendable,
      'This hold cannot be extended. Pay before it ends, and the tickets are yours.',
    );
  }
}
