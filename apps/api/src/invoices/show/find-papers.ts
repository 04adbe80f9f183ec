import {
  ProblemCode,
  type BookingPapersDto,
  type InvoiceDto,
  type InvoiceKind,
} from '@boxoffice/contracts';
import { formatReference, type Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { PrintedFile } from '../../platform/pdf/pdf-answer.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isBillingOpen } from '../billing/billing-terms.js';
import { currentInvoice } from '../credit/credit-notes.js';
import {
  ISSUED_COLUMNS_SQL,
  type IssuedDocument,
  type PaperContent,
} from '../document/invoice-document.js';
import { contentOf, isPaid, paidBookings, type PaidBooking } from '../document/paid-booking.js';
import {
  missingDetails,
  MISSING_WORDS,
  type MissingDetail,
} from '../e-invoice/e-invoice-details.js';
import { WriteEInvoice } from '../e-invoice/write-e-invoice.js';
import { IssueInvoices } from '../issue/issue-invoices.js';
import type { Paper } from '../pdf/paper-layout.js';
import { PAPER_WORDS } from '../pdf/paper-words.js';
import { PrintPaper } from '../pdf/print-paper.js';

/** Whose booking it must be: a buyer's (null: anybody's), or one of an event. */
export type PapersOf = { onlyUser: string | null } | { eventId: string };

/** Tickets that were given back have a booking of their own, whose papers are those of what they were bought with. */
const BOOKING_SQL = `
  SELECT coalesce((SELECT refund.booking_id FROM refunds AS refund
    WHERE refund.event_id = booking.event_id AND refund.returned_booking_id = booking.id
    ORDER BY refund.id LIMIT 1), booking.id) AS id
  FROM bookings AS booking WHERE booking.id = $1`;

const DOCUMENTS_SQL = `
  SELECT ${ISSUED_COLUMNS_SQL} FROM invoices AS invoice
  WHERE (invoice.event_id, invoice.booking_id) = ($1, $2) ORDER BY invoice.year, invoice.sequence`;

const ONE_SQL = `SELECT ${ISSUED_COLUMNS_SQL} FROM invoices AS invoice WHERE invoice.id = $1`;

/** Finds the papers of bookings for those whose they are, and prints them. */
@Injectable()
export class FindPapers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly invoices: IssueInvoices,
    private readonly printer: PrintPaper,
    private readonly eInvoices: WriteEInvoice,
  ) {}

  /** @throws DomainError BOOKING_NOT_FOUND */
  async list(bookingId: string, of: PapersOf): Promise<BookingPapersDto> {
    const { manager } = this.dataSource;
    const booking = await findBooking(manager, bookingId, of);
    const documents = await manager.query<IssuedDocument[]>(DOCUMENTS_SQL, [
      booking.eventId,
      booking.id,
    ]);
    const isInvoiced =
      isPaid(booking) && booking.totalMinor > 0 && booking.settings?.enabled === true;
    return {
      hasReceipt: isPaid(booking),
      invoice: documents.length > 0 ? 'issued' : isInvoiced ? 'ready' : 'none',
      documents: documents.map(describeDocument),
      billing: booking.billing,
      billingChangeable: isBillingOpen(
        booking,
        await currentInvoice(manager, { eventId: booking.eventId, bookingId: booking.id }),
      ),
    };
  }

  /**
   * Prints what was bought and paid, at once.
   *
   * @param language of the request, for a buyer who never said theirs; left out: the organisation's
   * @throws DomainError BOOKING_NOT_FOUND; BOOKING_STATE_CONFLICT before it is paid for
   */
  async receipt(bookingId: string, of: PapersOf, language?: Language): Promise<PrintedFile> {
    const booking = await findBooking(this.dataSource.manager, bookingId, of);
    requirePaid(booking);
    const content = contentOf(booking, language);
    const issuedAt = booking.confirmedAt ?? new Date();
    return this.print({ kind: 'receipt', number: '', issuedAt, content });
  }

  /**
   * Prints the invoice that counts; issues it where the job that does hasn't come to it, or never will: the booking is
   * older than its organisation's settings.
   *
   * @throws DomainError BOOKING_NOT_FOUND; BOOKING_STATE_CONFLICT where nothing was paid; INVOICE_DETAILS_MISSING
   */
  async invoice(bookingId: string, of: PapersOf): Promise<PrintedFile> {
    const booking = await findBooking(this.dataSource.manager, bookingId, of);
    requirePaid(booking);
    if (booking.totalMinor === 0) {
      throw new DomainError(
        ProblemCode.BookingStateConflict,
        'There was nothing to pay for this booking, so there is no invoice.',
      );
    }
    const address = { eventId: booking.eventId, bookingId: booking.id };
    const current =
      (await currentInvoice(this.dataSource.manager, address)) ??
      (await this.transactions.run(async (manager) => {
        await this.invoices.execute(manager, [booking.id]);
        return currentInvoice(manager, address);
      }));
    if (current) return this.print(paperOf(current.invoice));
    throw new DomainError(
      ProblemCode.InvoiceDetailsMissing,
      'The organiser hasn’t entered yet what an invoice has to say of them. The receipt is there.',
    );
  }

  /** @throws DomainError as {@link OrganiserAccess.require} and {@link invoice} */
  async invoiceForOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
  ): Promise<PrintedFile> {
    await this.access.require(this.dataSource.manager, caller, address, 'box_office');
    return this.invoice(bookingId, { eventId: address.eventId });
  }

  /**
   * Whoever is at the counter may read another language than those whom the receipt is for.
   *
   * @throws DomainError as {@link OrganiserAccess.require} and {@link receipt}
   */
  async receiptForOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
  ): Promise<PrintedFile> {
    await this.access.require(this.dataSource.manager, caller, address, 'box_office');
    return this.receipt(bookingId, { eventId: address.eventId });
  }

  /**
   * As {@link list}, for those who sell.
   *
   * @throws DomainError as {@link OrganiserAccess.require}; BOOKING_NOT_FOUND
   */
  async listForOrganiser(
    caller: Caller,
    address: { organiserId: string; eventId: string },
    bookingId: string,
  ): Promise<BookingPapersDto> {
    await this.access.require(this.dataSource.manager, caller, address, 'box_office');
    return this.list(bookingId, { eventId: address.eventId });
  }

  /**
   * Prints one document of a booking.
   *
   * @throws DomainError BOOKING_NOT_FOUND or INVOICE_NOT_FOUND
   */
  async document(bookingId: string, of: PapersOf, documentId: string): Promise<PrintedFile> {
    return this.print(await this.ofBooking(bookingId, of, documentId));
  }

  /**
   * The e-invoice of one document of a booking.
   *
   * @throws DomainError as {@link document}; E_INVOICE_DETAILS_MISSING
   */
  async eInvoice(bookingId: string, of: PapersOf, documentId: string): Promise<PrintedFile> {
    return this.write(await this.ofBooking(bookingId, of, documentId));
  }

  /**
   * Prints one document of an organisation.
   *
   * @throws DomainError as {@link OrganiserAccess.require}; INVOICE_NOT_FOUND
   */
  async documentForOrganiser(
    caller: Caller,
    organiserId: string,
    documentId: string,
  ): Promise<PrintedFile> {
    return this.print(await this.ofOrganiser(caller, organiserId, documentId));
  }

  /**
   * The e-invoice of one document of an organisation.
   *
   * @throws DomainError as {@link documentForOrganiser}; E_INVOICE_DETAILS_MISSING
   */
  async eInvoiceForOrganiser(
    caller: Caller,
    organiserId: string,
    documentId: string,
  ): Promise<PrintedFile> {
    return this.write(await this.ofOrganiser(caller, organiserId, documentId));
  }

  private async ofBooking(bookingId: string, of: PapersOf, documentId: string): Promise<Paper> {
    const { manager } = this.dataSource;
    const { id } = await findBooking(manager, bookingId, of);
    const [found] = await manager.query<IssuedDocument[]>(
      `${ONE_SQL} AND invoice.booking_id = $2`,
      [documentId, id],
    );
    return paperOf(found ?? missing(documentId));
  }

  private async ofOrganiser(
    caller: Caller,
    organiserId: string,
    documentId: string,
  ): Promise<Paper> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'box_office');
    const [found] = await manager.query<IssuedDocument[]>(
      `${ONE_SQL} AND invoice.organiser_id = $2`,
      [documentId, organiserId],
    );
    return paperOf(found ?? missing(documentId));
  }

  private async print(paper: Paper): Promise<PrintedFile> {
    const isEInvoice = paper.kind !== 'receipt' && missingDetails(paper.content).length === 0;
    const xml = isEInvoice ? await this.eInvoices.execute(paper) : undefined;
    return { content: await this.printer.execute(paper, xml), fileName: fileNameOf(paper) };
  }

  /** @throws DomainError E_INVOICE_DETAILS_MISSING */
  private async write(paper: Paper): Promise<PrintedFile> {
    const missing = missingDetails(paper.content);
    if (missing.length > 0) throw incomplete(paper, missing);
    const content = Buffer.from(await this.eInvoices.execute(paper));
    return { content, fileName: fileNameOf(paper, 'xml') };
  }
}

/** @throws DomainError BOOKING_NOT_FOUND, also for somebody else's: that it exists is nobody else's business */
async function findBooking(
  manager: EntityManager,
  bookingId: string,
  of: PapersOf,
): Promise<PaidBooking> {
  const [only, owner] =
    'eventId' in of
      ? ['booking.event_id = $2', of.eventId]
      : ['($2::bigint IS NULL OR booking.user_id = $2)', of.onlyUser];
  const own = await manager.query<{ id: string }[]>(`${BOOKING_SQL} AND ${only}`, [
    bookingId,
    owner,
  ]);
  const [booking] = await paidBookings(
    manager,
    own.map(({ id }) => id),
  );
  if (booking) return booking;
  throw new DomainError(ProblemCode.BookingNotFound, `There is no booking ${bookingId}.`);
}

function requirePaid(booking: PaidBooking): void {
  if (isPaid(booking)) return;
  throw new DomainError(
    ProblemCode.BookingStateConflict,
    'Receipt and invoice come with the payment.',
  );
}

function missing(documentId: string): never {
  throw new DomainError(ProblemCode.InvoiceNotFound, `There is no invoice ${documentId}.`);
}

function incomplete({ number }: Paper, missing: readonly MissingDetail[]): DomainError {
  const reasons = missing.map((detail) => MISSING_WORDS[detail]).join('; ');
  return new DomainError(
    ProblemCode.EInvoiceDetailsMissing,
    `${number} is no e-invoice: ${reasons}.`,
  );
}

function paperOf({ kind, number, issuedAt, document }: IssuedDocument): Paper {
  return { kind, number, issuedAt, content: document };
}

/** Numbers have letters, digits and hyphens alone. */
function fileNameOf({ kind, number, content }: Paper, type = 'pdf'): string {
  const { kinds } = PAPER_WORDS[content.language];
  const name = number === '' ? formatReference(content.bookingId).replaceAll(' ', '-') : number;
  return `${kinds[kind]} ${name}.${type}`;
}

/** A document as its readers see it in a list. */
export function describeDocument(document: {
  id: string;
  number: string;
  kind: InvoiceKind;
  issuedAt: Date;
  totalMinor: number;
  taxMinor: number;
  currency: string;
  document: PaperContent;
}): Pick<InvoiceDto, keyof InvoiceDto> {
  const { id, number, kind, issuedAt, totalMinor, taxMinor, currency } = document;
  return {
    id,
    number,
    kind,
    issuedAt: issuedAt.toISOString(),
    totalMinor,
    taxMinor,
    currency,
    corrects: document.document.corrects?.number ?? null,
    isEInvoice: missingDetails(document.document).length === 0,
  };
}
