import type {
  ListInvoicesQueryDto,
  OrganiserInvoiceDto,
  OrganiserInvoicesDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { ISSUED_COLUMNS_SQL, type IssuedDocument } from '../document/invoice-document.js';
import { describeDocument } from './find-papers.js';

/**
 * In the order of the index of numbers, the newest first, from the document of `$3` on. A search is a booking or the
 * last part of a number (`$6`), or a whole number (`$7`), which the index finds by the year and the sequence at its end.
 */
const LIST_SQL = `
  SELECT ${ISSUED_COLUMNS_SQL} FROM invoices AS invoice
  WHERE invoice.organiser_id = $1 AND ($2::smallint IS NULL OR invoice.year = $2)
    AND ($3::bigint IS NULL OR (invoice.year, invoice.sequence) < (
      SELECT year, sequence FROM invoices WHERE id = $3 AND organiser_id = $1))
    AND ($5::text IS NULL OR invoice.kind = $5)
    AND ($6::bigint IS NULL OR invoice.sequence = $6 OR (invoice.event_id, invoice.booking_id) = (
      SELECT event_id, id FROM bookings WHERE id = $6))
    AND ($7::text IS NULL OR invoice.number = $7
      AND (invoice.year, invoice.sequence) = ($8::smallint, $9::bigint))
  ORDER BY invoice.year DESC, invoice.sequence DESC LIMIT $4`;

const YEARS_SQL = `
  SELECT year::integer FROM invoice_counters WHERE organiser_id = $1 ORDER BY year DESC`;

/** Lists the invoices and credit notes of an organisation. */
@Injectable()
export class ListInvoices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
  ) {}

  /** @throws DomainError as {@link OrganiserAccess.require} */
  async execute(
    organiserId: string,
    { year, kind, search = '', limit = 50, before }: ListInvoicesQueryDto,
    caller: Caller,
  ): Promise<OrganiserInvoicesDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const [found, years] = await Promise.all([
      manager.query<IssuedDocument[]>(LIST_SQL, [
        organiserId,
        year ?? null,
        before ?? null,
        limit + 1,
        kind ?? null,
        ...searched(search),
      ]),
      manager.query<{ year: number }[]>(YEARS_SQL, [organiserId]),
    ]);
    const page = found.slice(0, limit);
    return {
      invoices: page.map(describe),
      next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      years: years.map((each) => each.year),
    };
  }
}

/** `2027-000021` at the end of `SM-2027-000021`. */
const NUMBER_ENDS = /(\d{4})-(\d{1,18})$/;

/** The largest bigint. */
const ID_MAX = 2n ** 63n - 1n;

/** A number without anything else is the last part of a document's number, or a booking's, which has groups of four. */
function searched(
  search: string,
): [id: string | null, number: string | null, year: string | null, sequence: string | null] {
  const text = search.replaceAll(/\s/g, '').toUpperCase();
  if (text === '') return [null, null, null, null];
  if (/^\d{1,19}$/.test(text) && BigInt(text) <= ID_MAX) return [text, null, null, null];
  const [, year = null, sequence = null] = NUMBER_ENDS.exec(text) ?? [];
  return [null, text, year, sequence];
}

function describe(issued: IssuedDocument): OrganiserInvoiceDto {
  const { eventId, bookingId, document } = issued;
  const { event, buyer } = document;
  return {
    ...describeDocument(issued),
    eventId,
    eventName: event.name,
    bookingId,
    buyer: buyer.name,
  };
}
