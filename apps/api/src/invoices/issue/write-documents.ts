import { Injectable } from '@nestjs/common';
import type { InvoiceKind } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import {
  ISSUED_COLUMNS_SQL,
  type IssuedDocument,
  type PaperContent,
} from '../document/invoice-document.js';

/** A document without its number and date, which it gets as it is written. */
export interface DraftDocument {
  kind: InvoiceKind;
  organiserId: string;
  eventId: string;
  bookingId: string;
  revision: number;
  /** Of a credit note: the invoice that it takes from. */
  corrects?: string;
  /** Of a credit note: the refund that it is about, if it is about one. */
  refundId?: string;
  /** In front of its number. */
  prefix: string;
  document: PaperContent;
}

/** Most digits that a number is filled up to; a larger one has more. */
const DIGITS = 6;

/**
 * Takes the numbers and writes the documents, in one statement. The counter's row is locked from here to the end of the
 * transaction, by each organisation and year in their order; so nobody waits in a circle, and a number that was taken by
 * a transaction that fails, or by a process that dies, is the next one's.
 *
 * The clock is read before the lock is waited for. Of two that meet, the later number has no earlier date
 * (`last_issued_at`), and the date is of the year that is in the number.
 */
const WRITE_SQL = `
  WITH clock AS MATERIALIZED (SELECT clock_timestamp() AS now), draft AS MATERIALIZED (
    SELECT draft.*, extract(year FROM clock.now AT TIME ZONE draft.time_zone)::smallint AS year
    FROM clock, jsonb_to_recordset($1::jsonb) AS draft (position integer, id bigint, kind text,
      organiser_id bigint, event_id bigint, booking_id bigint, revision smallint, corrects bigint,
      refund_id bigint, prefix text, time_zone text, currency text, total_minor bigint, tax_minor bigint,
      document jsonb)
  ), counted AS (
    INSERT INTO invoice_counters (organiser_id, year, last_number, last_issued_at)
    SELECT organiser_id, year, count(*), clock.now FROM draft, clock
    GROUP BY organiser_id, year, clock.now ORDER BY organiser_id, year
    ON CONFLICT (organiser_id, year) DO UPDATE SET
      last_number = invoice_counters.last_number + excluded.last_number,
      last_issued_at = greatest(invoice_counters.last_issued_at, excluded.last_issued_at)
    RETURNING organiser_id, year, last_number, last_issued_at
  ), numbered AS (
    SELECT draft.*, counted.last_issued_at AS issued_at,
      counted.last_number + 1 - row_number() OVER (
        PARTITION BY draft.organiser_id, draft.year ORDER BY draft.position DESC) AS sequence
    FROM draft JOIN counted USING (organiser_id, year)
  ), invoice AS (
    INSERT INTO invoices (id, organiser_id, year, sequence, number, kind, event_id, booking_id,
      revision, corrects, refund_id, issued_at, currency, total_minor, tax_minor, document)
    SELECT id, organiser_id, year, sequence,
      prefix || year || '-' || lpad(sequence::text, greatest(${DIGITS}, length(sequence::text)), '0'),
      kind, event_id, booking_id, revision, corrects, refund_id, issued_at, currency, total_minor,
      tax_minor, document
    FROM numbered ORDER BY position
    RETURNING *
  )
  SELECT ${ISSUED_COLUMNS_SQL} FROM invoice ORDER BY invoice.year, invoice.sequence`;

/** Writes invoices and credit notes, which get their numbers with it. */
@Injectable()
export class WriteDocuments {
  constructor(private readonly ids: Ids) {}

  /**
   * Among the last statements of a transaction, as others wait for the counter until it ends.
   *
   * @param manager of a transaction that has locked the documents' bookings
   */
  async execute(
    manager: EntityManager,
    drafts: readonly DraftDocument[],
  ): Promise<IssuedDocument[]> {
    if (drafts.length === 0) return [];
    const rows = drafts.map((draft, position) => ({
      position,
      id: this.ids.next(),
      kind: draft.kind,
      organiser_id: draft.organiserId,
      event_id: draft.eventId,
      booking_id: draft.bookingId,
      revision: draft.revision,
      corrects: draft.corrects ?? null,
      refund_id: draft.refundId ?? null,
      prefix: draft.prefix,
      time_zone: draft.document.timeZone,
      currency: draft.document.currency,
      total_minor: draft.document.totalMinor,
      tax_minor: draft.document.taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0),
      document: draft.document,
    }));
    return manager.query<IssuedDocument[]>(WRITE_SQL, [JSON.stringify(rows)]);
  }
}
