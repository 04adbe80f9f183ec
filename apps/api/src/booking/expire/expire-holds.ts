import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { isNotBeingPaidSql } from '../../payments/records/payment-records.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { BookingEntity } from '../booking.entity.js';
import { EndBookings } from '../end-bookings.js';

/**
 * Most holds that one transaction ends. Each may have 500 tickets, so its locks are released within a
 * second at the worst; a sweep that finds tens of thousands (a stadium's holds end in the same minute)
 * takes several.
 */
export const EXPIRED_AT_ONCE = 100;

/**
 * Ends the holds whose time is over, and for which no payment is under way. Any number of processes may do so at once.
 */
@Injectable()
export class ExpireHolds {
  /** Holds whose time is over; who pays at this moment keeps theirs until the provider has been asked. */
  private readonly isEnded: string;
  /** Asked every second by every process, nearly always in vain: one statement, planned once, and no transaction. */
  private readonly anyEndedSql: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly endBookings: EndBookings,
    private readonly stockChanges: StockChanges,
    settings: Settings,
  ) {
    this.isEnded = `booking.status = 'pending' AND booking.hold_expires_at <= now()
      AND ${isNotBeingPaidSql(settings.PAYMENT_GRACE_SECONDS)}`;
    this.anyEndedSql = prepared(
      `SELECT 1 AS ended FROM bookings AS booking WHERE ${this.isEnded}
       ORDER BY booking.hold_expires_at LIMIT 1`,
    );
  }

  /**
   * Ends at most {@link EXPIRED_AT_ONCE} holds, oldest first. One that somebody else has locked is
   * being paid for, cancelled or ended at this moment, and is skipped.
   *
   * @returns how many were ended
   */
  async execute(): Promise<number> {
    const ended = await this.dataSource.query<object[]>(this.anyEndedSql);
    return ended.length === 0 ? 0 : this.end();
  }

  private async end(): Promise<number> {
    const { count, released } = await this.transactions.run(async (manager) => {
      const ended = await manager
        .createQueryBuilder(BookingEntity, 'booking')
        .where(this.isEnded)
        .orderBy('booking.hold_expires_at')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .limit(EXPIRED_AT_ONCE)
        .getMany();
      return {
        count: ended.length,
        released: await this.endBookings.execute(
          manager,
          ended.map((booking) => ({ actor: THE_SYSTEM, booking })),
          'expired',
        ),
      };
    });
    this.stockChanges.released(released);
    return count;
  }
}
