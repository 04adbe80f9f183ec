import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EXPORTED_MAX,
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';

/** The buyers of counter sales are guests, who are erased by their own rule; what was written about them follows. */
const EMPTY_REASONS_SQL = `
  UPDATE counter_sales SET reason = '' WHERE (event_id, booking_id) IN (
    SELECT sale.event_id, sale.booking_id FROM counter_sales AS sale
    JOIN bookings AS booking
      ON booking.id = sale.booking_id AND booking.event_id = sale.event_id
    JOIN users AS buyer ON buyer.id = booking.user_id
    WHERE sale.reason <> '' AND buyer.erased_at < now() - make_interval(secs => $1)
    LIMIT $2 FOR UPDATE OF sale SKIP LOCKED)`;

/** What people bought and sold at counters. */
@Injectable()
export class BoxOfficeData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'counterSales';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'reasons of complimentary tickets',
      keep: () => 0,
      statement: EMPTY_REASONS_SQL,
    });
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT what, event_id AS "eventId", booking_id AS "bookingId", method, reason, sold_at AS "soldAt"
       FROM (
         SELECT 'sold' AS what, event_id, booking_id, method, '' AS reason, sold_at
         FROM counter_sales WHERE sold_by = $1
         UNION ALL
         SELECT 'bought', sale.event_id, sale.booking_id, sale.method, sale.reason, sale.sold_at
         FROM bookings AS booking JOIN counter_sales AS sale
           ON sale.event_id = booking.event_id AND sale.booking_id = booking.id
         WHERE booking.user_id = $1
       ) AS told
       ORDER BY sold_at DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  /** Who sold stays, under an id that leads to nobody: the books must say it. What was written about a buyer goes. */
  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(
      `UPDATE counter_sales AS sale SET reason = '' FROM bookings AS booking
       WHERE booking.user_id = $1 AND booking.event_id = sale.event_id
         AND booking.id = sale.booking_id AND sale.reason <> ''`,
      [id],
    );
  }
}
