import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  EXPORTED_MAX,
  PersonalData,
  type Person,
  type PersonalDataHolder,
} from '../platform/personal-data/personal-data.js';
import { Retention } from '../platform/personal-data/retention.js';

/** The database refuses to delete younger ones than the law lets (`invoices_are_kept`). Credit notes first. */
const DELETE_INVOICES_SQL = `
  DELETE FROM invoices WHERE id = ANY (ARRAY(
    SELECT old.id FROM invoices AS old
    WHERE old.issued_at < now() - make_interval(years => $1)
      AND NOT EXISTS (SELECT FROM invoices AS note WHERE note.corrects = old.id)
    ORDER BY old.issued_at LIMIT $2))`;

/**
 * Names and addresses on invoices. The law has documents kept for years, so an erasure leaves them as they are, and only
 * takes what they were made of; afterwards they are deleted.
 */
@Injectable()
export class InvoiceData implements PersonalDataHolder, OnModuleInit {
  readonly kind = 'invoices';

  constructor(
    private readonly personalData: PersonalData,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.personalData.heldBy(this);
    this.retention.add({
      what: 'invoices',
      keep: (settings) => settings.INVOICE_RETENTION_YEARS,
      statement: DELETE_INVOICES_SQL,
    });
  }

  async export(manager: EntityManager, { id }: Person): Promise<unknown[]> {
    return manager.query(
      `SELECT * FROM (
         SELECT kind, number, invoice.booking_id AS "bookingId", issued_at AS at,
           document -> 'buyer' AS buyer, invoice.total_minor AS "totalMinor", invoice.currency
         FROM bookings AS booking JOIN invoices AS invoice
           ON invoice.event_id = booking.event_id AND invoice.booking_id = booking.id
         WHERE booking.user_id = $1
         UNION ALL
         SELECT 'billing_details', NULL, billing.booking_id, billing.updated_at,
           to_jsonb(billing) - 'event_id' - 'booking_id' - 'updated_at', NULL, NULL
         FROM bookings AS booking JOIN billing_details AS billing
           ON billing.event_id = booking.event_id AND billing.booking_id = booking.id
         WHERE booking.user_id = $1
       ) AS told ORDER BY at DESC LIMIT $2`,
      [id, EXPORTED_MAX],
    );
  }

  async erase(manager: EntityManager, { id }: Person): Promise<void> {
    await manager.query(
      `DELETE FROM billing_details AS billing USING bookings AS booking
       WHERE booking.user_id = $1 AND billing.event_id = booking.event_id
         AND billing.booking_id = booking.id`,
      [id],
    );
  }
}
