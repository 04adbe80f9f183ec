import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { creditNoteOf, currentInvoice } from '../credit/credit-notes.js';
import { creditOf, refundsToCredit, type RefundToCredit } from '../credit/credited-refunds.js';
import { contentOf, isPaid, paidBookings, type PaidBooking } from '../document/paid-booking.js';
import type { IssuedDocument } from '../document/invoice-document.js';
import { WriteDocuments, type DraftDocument } from './write-documents.js';

/** Batches at once in a process: those of one organisation wait for its counter anyway. */
const BATCHES_AT_ONCE = 2;

const LOCK_SQL = `
  SELECT id FROM bookings WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`;

const INVOICED_SQL = `
  SELECT booking_id AS id FROM invoices
  WHERE (event_id, booking_id) IN (SELECT event_id, id FROM bookings WHERE id = ANY ($1::bigint[]))
    AND kind = 'invoice'`;

/**
 * Issues the invoice of each booking that something was paid for, and a credit note for each of its refunds: by a job that
 * follows the confirmation or the refund, or when somebody asks for it before. No money waits for a paper.
 */
@Injectable()
export class IssueInvoices implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly documents: WriteDocuments,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(
      'issue-invoices',
      async ({ bookings }) => {
        await this.transactions.run((manager) =>
          this.execute(
            manager,
            bookings.map(({ id }) => id),
          ),
        );
      },
      BATCHES_AT_ONCE,
    );
  }

  /**
   * Issues what is missing. A booking that has an invoice, that nothing was paid for, or whose organisation hasn't said
   * what its invoices say gets none; and a refund has a credit note where there is an invoice to take from.
   *
   * @param manager of a transaction, which should end soon
   * @returns the new invoices, and then the new credit notes
   */
  async execute(manager: EntityManager, bookingIds: readonly string[]): Promise<IssuedDocument[]> {
    await lockForDocuments(manager, bookingIds);
    // Read under the locks: of two that want the same invoice, the second finds it.
    const [invoiced, bookings] = await Promise.all([
      manager.query<{ id: string }[]>(INVOICED_SQL, [bookingIds]),
      paidBookings(manager, bookingIds),
    ]);
    const done = new Set(invoiced.map(({ id }) => id));
    const drafts = bookings.flatMap((booking) => (done.has(booking.id) ? [] : draftsOf(booking)));
    const invoices = await this.documents.execute(manager, drafts);
    const creditNotes: IssuedDocument[] = [];
    for (const refund of await refundsToCredit(manager, bookingIds)) {
      const booking = bookings.find(({ id }) => id === refund.bookingId);
      creditNotes.push(...(await this.credit(manager, refund, booking?.settings?.prefix ?? '')));
    }
    return [...invoices, ...creditNotes];
  }

  private async credit(
    manager: EntityManager,
    refund: RefundToCredit,
    prefix: string,
  ): Promise<IssuedDocument[]> {
    const current = await currentInvoice(manager, refund);
    if (!current) return [];
    const { lines, reason } = creditOf(refund, current.invoice.document.language);
    const draft = creditNoteOf(current, lines, reason, prefix);
    return this.documents.execute(manager, [{ ...draft, refundId: refund.id }]);
  }
}

/** Nobody else issues documents about some bookings until the transaction ends. In order of their ids, as always. */
export async function lockForDocuments(
  manager: EntityManager,
  bookingIds: readonly string[],
): Promise<void> {
  await manager.query(LOCK_SQL, [bookingIds]);
}

/** Of one booking: its first invoice, or none. Returned tickets stand on the invoice that they were bought with. */
function draftsOf(booking: PaidBooking): DraftDocument[] {
  const { organiserId, eventId, id: bookingId, settings } = booking;
  if (!isPaid(booking) || booking.totalMinor === 0 || !settings?.enabled) return [];
  const { prefix } = settings;
  const document = contentOf(booking);
  return [{ kind: 'invoice', organiserId, eventId, bookingId, revision: 1, prefix, document }];
}
