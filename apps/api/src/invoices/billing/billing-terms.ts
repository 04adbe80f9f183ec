import type { BookingStatus } from '@boxoffice/contracts';
import type { CurrentInvoice } from '../credit/credit-notes.js';

/** Invoices of one booking: each further one costs two numbers, and nobody mistypes an address more often. */
const REVISIONS_MAX = 5;

/**
 * Whether a buyer may still say whom the invoice is for. Before it is issued, always; afterwards it is cancelled and
 * issued again, but not where a refund's credit notes already take from it.
 */
export function isBillingOpen(
  { status }: { status: BookingStatus },
  current: CurrentInvoice | undefined,
): boolean {
  if (status === 'pending') return true;
  if (status !== 'confirmed') return false;
  if (!current) return true;
  return current.creditNotes.length === 0 && current.invoice.revision < REVISIONS_MAX;
}
