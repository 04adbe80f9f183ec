import { ProblemCode, type BillingDetailsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import {
  creditNoteOf,
  currentInvoice,
  everythingOf,
  type CurrentInvoice,
} from '../credit/credit-notes.js';
import { contentOf, paidBookings, type PaidBooking } from '../document/paid-booking.js';
import { lockForDocuments } from '../issue/issue-invoices.js';
import { WriteDocuments } from '../issue/write-documents.js';
import { isBillingOpen } from './billing-terms.js';

const WRITE_SQL = `
  INSERT INTO billing_details (event_id, booking_id, name, street, postal_code, city, country, vat_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (event_id, booking_id) DO UPDATE SET name = excluded.name, street = excluded.street,
    postal_code = excluded.postal_code, city = excluded.city, country = excluded.country,
    vat_id = excluded.vat_id, updated_at = now()`;

/** What stands on the credit note and on its line. */
const REPLACED = {
  en: {
    reason: 'It is replaced by an invoice with other billing details.',
    line: (number: string) => `Invoice ${number}`,
  },
  de: {
    reason: 'Sie wird durch eine Rechnung mit anderer Rechnungsadresse ersetzt.',
    line: (number: string) => `Rechnung ${number}`,
  },
};

/** Says whom the invoice of a booking is for. */
@Injectable()
export class ChangeBilling {
  constructor(
    private readonly transactions: Transactions,
    private readonly documents: WriteDocuments,
  ) {}

  /**
   * Where there is an invoice already, a credit note cancels it and another one follows: what was issued doesn't change.
   *
   * @param onlyUser whose booking it must be; null for anybody's
   * @throws DomainError BOOKING_NOT_FOUND or BILLING_CLOSED
   */
  async execute(
    bookingId: string,
    onlyUser: string | null,
    details: BillingDetailsDto,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      await requireOwn(manager, bookingId, onlyUser);
      await lockForDocuments(manager, [bookingId]);
      const [before] = await paidBookings(manager, [bookingId]);
      if (!before) throw notFound(bookingId);
      const { eventId, id } = before;
      const current = await currentInvoice(manager, { eventId, bookingId: id });
      if (isSame(before.billing, details)) return;
      if (!isBillingOpen(before, current)) throw closed();
      const { name, street, postalCode, city, country, vatId } = details;
      await manager.query(WRITE_SQL, [
        eventId,
        id,
        ...[name, street, postalCode, city, country, vatId],
      ]);
      if (!current) return;
      await this.replace(manager, current, { ...before, billing: details });
    });
  }

  private async replace(
    manager: EntityManager,
    current: CurrentInvoice,
    booking: PaidBooking,
  ): Promise<void> {
    const { invoice } = current;
    const { reason, line } = REPLACED[invoice.document.language];
    const prefix = booking.settings?.prefix ?? '';
    const cancelled = everythingOf(current, line(invoice.number));
    const { organiserId, eventId, bookingId, revision } = invoice;
    await this.documents.execute(manager, [
      creditNoteOf(current, cancelled, reason, prefix),
      {
        kind: 'invoice',
        organiserId,
        eventId,
        bookingId,
        revision: revision + 1,
        prefix,
        document: contentOf(booking),
      },
    ]);
  }
}

async function requireOwn(
  manager: EntityManager,
  bookingId: string,
  onlyUser: string | null,
): Promise<void> {
  const [own] = await manager.query<unknown[]>(
    'SELECT FROM bookings WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)',
    [bookingId, onlyUser],
  );
  if (!own) throw notFound(bookingId);
}

function isSame(before: BillingDetailsDto | null, after: BillingDetailsDto): boolean {
  const fields = ['name', 'street', 'postalCode', 'city', 'country', 'vatId'] as const;
  return before !== null && fields.every((field) => before[field] === after[field]);
}

function notFound(bookingId: string): DomainError {
  return new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
}

function closed(): DomainError {
  return new DomainError(
    ProblemCode.BillingClosed,
    'The booking has ended, money has been given back, or its invoice has been issued too often: its billing details stay as they are.',
  );
}
