import type {
  BillingDetailsDto,
  BookingStatus,
  CounterMethod,
  InvoiceSettingsDto,
} from '@boxoffice/contracts';
import { ticketName, type Language } from '@boxoffice/contracts/formats';
import { ERASED_USER_NAME, WALK_IN_NAME } from '@boxoffice/contracts/person-name';
import { breakdownOf, type BookingCharges, type TicketCharges } from '@boxoffice/contracts/pricing';
import type { EntityManager } from 'typeorm';
import type { DocumentTax, PaidBy, PaperContent, Party, Seller } from './invoice-document.js';

/** So many tickets of a booking at one price. */
export interface BookedLine extends TicketCharges {
  tier: string;
  ticketType?: string;
  quantity: number;
  priceMinor: number;
}

/** A booking as it was paid for, and all around it that its papers say. */
export interface PaidBooking {
  id: string;
  eventId: string;
  organiserId: string;
  status: BookingStatus;
  /** Also those whose money went back: papers say what was paid, and credit notes what was returned. */
  lines: BookedLine[];
  charges: BookingCharges | null;
  totalMinor: number;
  currency: string;
  confirmedAt: Date | null;
  event: { name: string; venue: string; startsAt: string; timeZone: string };
  organiser: { name: string; email: string; timeZone: string; language: Language };
  buyer: { name: string; language: Language | null };
  /** Null: the organisation has entered none, and issues no invoices. */
  settings: InvoiceSettingsDto | null;
  billing: BillingDetailsDto | null;
  counterMethod: CounterMethod | null;
  provider: string | null;
}

export const BILLING_SQL = `jsonb_build_object('name', billing.name, 'street', billing.street,
  'postalCode', billing.postal_code, 'city', billing.city, 'country', billing.country,
  'vatId', billing.vat_id)`;

/**
 * The bookings first, by themselves: with the joins, a planner that knows nothing of the tables yet would read all bookings
 * of their events.
 */
const PAID_BOOKINGS_SQL = `
  SELECT booking.id, booking.event_id AS "eventId", event.organiser_id AS "organiserId",
    booking.status, booking.lines || coalesce(returned.lines, '[]') AS lines, booking.charges,
    (booking.total_minor + coalesce(returned.total_minor, 0))::float8 AS "totalMinor",
    booking.currency, booking.confirmed_at AS "confirmedAt",
    jsonb_build_object('name', event.name, 'venue', event.venue, 'startsAt', event.starts_at,
      'timeZone', event.time_zone) AS event,
    jsonb_build_object('name', organiser.name, 'email', organiser.contact_email,
      'timeZone', organiser.time_zone, 'language', organiser.language) AS organiser,
    jsonb_build_object('name', buyer.name, 'language', buyer.language) AS buyer,
    CASE WHEN settings.organiser_id IS NOT NULL THEN jsonb_build_object(
      'enabled', settings.enabled, 'eInvoice', settings.e_invoice, 'legalName', settings.legal_name, 'street', settings.street,
      'postalCode', settings.postal_code, 'city', settings.city, 'country', settings.country,
      'vatId', settings.vat_id, 'taxNumber', settings.tax_number,
      'exemptionNote', settings.exemption_note, 'prefix', settings.prefix,
      'footer', settings.footer) END AS settings,
    CASE WHEN billing.booking_id IS NOT NULL THEN ${BILLING_SQL} END AS billing,
    counter.method AS "counterMethod",
    (SELECT provider FROM payments AS payment WHERE payment.event_id = booking.event_id
       AND payment.booking_id = booking.id AND payment.status = 'captured' LIMIT 1) AS provider
  FROM (SELECT * FROM bookings WHERE id = ANY ($1::bigint[]) OFFSET 0) AS booking
  CROSS JOIN LATERAL (
    SELECT jsonb_path_query_array(jsonb_agg(part.lines ORDER BY part.id), '$[*][*]') AS lines,
      sum(part.total_minor) AS total_minor
    FROM (SELECT returned_booking_id AS id FROM refunds AS refund
      WHERE refund.event_id = booking.event_id AND refund.booking_id = booking.id
        AND refund.returned_booking_id <> booking.id OFFSET 0) AS refund
    CROSS JOIN LATERAL (SELECT id, lines, total_minor FROM bookings AS part
      WHERE part.event_id = booking.event_id AND part.id = refund.id OFFSET 0) AS part
  ) AS returned
  JOIN events AS event ON event.id = booking.event_id
  JOIN organisers AS organiser ON organiser.id = event.organiser_id
  JOIN users AS buyer ON buyer.id = booking.user_id
  LEFT JOIN invoice_settings AS settings ON settings.organiser_id = event.organiser_id
  LEFT JOIN billing_details AS billing
    ON billing.event_id = booking.event_id AND billing.booking_id = booking.id
  LEFT JOIN counter_sales AS counter
    ON counter.event_id = booking.event_id AND counter.booking_id = booking.id
  ORDER BY booking.id`;

/** Some bookings, in the order of their ids; those that there aren't are left out. */
export async function paidBookings(
  manager: EntityManager,
  bookingIds: readonly string[],
): Promise<PaidBooking[]> {
  const bookings = await manager.query<PaidBooking[]>(PAID_BOOKINGS_SQL, [bookingIds]);
  return bookings.map((booking) => ({ ...booking, lines: together(booking.lines) }));
}

/** Lines that are the same but for how many, as one. */
function together(lines: readonly BookedLine[]): BookedLine[] {
  const alike = Map.groupBy(lines, (line) => JSON.stringify({ ...line, quantity: 0 }));
  return [...alike.values()].flatMap(([first, ...others]) =>
    first
      ? [{ ...first, quantity: others.reduce((sum, line) => sum + line.quantity, first.quantity) }]
      : [],
  );
}

/** Whether a booking was paid for, whatever came after. */
export function isPaid({ status }: Pick<PaidBooking, 'status'>): boolean {
  return status === 'confirmed' || status === 'refunded';
}

/**
 * What the papers of a booking say. The amounts are the booking's own: nothing is priced or rounded here.
 *
 * @param language of who reads it, where the buyer never said theirs
 */
export function contentOf(booking: PaidBooking, language?: Language): PaperContent {
  const { lines, charges, totalMinor, currency, confirmedAt, organiser, buyer, event } = booking;
  const breakdown = breakdownOf({ lines, charges });
  const tax = totalMinor > 0 ? breakdown.tax : null;
  return {
    language: buyer.language ?? language ?? organiser.language,
    timeZone: organiser.timeZone,
    seller: sellerOf(booking),
    buyer: booking.billing ?? nameAlone(buyer.name),
    bookingId: booking.id,
    ...(booking.settings?.eInvoice && { eInvoice: true }),
    event: { ...event, startsAt: new Date(event.startsAt).toISOString() },
    currency,
    lines: lines.map(({ quantity, priceMinor, discountMinor = 0, ...line }) => ({
      name: ticketName(line),
      quantity,
      priceMinor,
      discountMinor,
      amountMinor: quantity * (priceMinor - discountMinor),
    })),
    fees: [...breakdown.ticketFees, ...breakdown.bookingFees].map(({ name, amountMinor }) => ({
      name,
      amountMinor,
    })),
    taxes: tax ? [taxOf(tax, totalMinor)] : [],
    totalMinor,
    paid:
      confirmedAt && totalMinor > 0 ? { by: paidBy(booking), at: confirmedAt.toISOString() } : null,
  };
}

/** A booking has one rate, that of its event. */
function taxOf(
  { name, basisPoints, included, amountMinor }: NonNullable<ReturnType<typeof breakdownOf>['tax']>,
  grossMinor: number,
): DocumentTax {
  const netMinor = grossMinor - amountMinor;
  return { name, basisPoints, included, netMinor, taxMinor: amountMinor, grossMinor };
}

function sellerOf({ settings, organiser }: PaidBooking): Seller {
  if (!settings) {
    const { name, email } = organiser;
    return { ...nameAlone(name), taxNumber: '', email, exemptionNote: '', footer: '' };
  }
  const { legalName, street, postalCode, city, country, vatId, taxNumber } = settings;
  const { exemptionNote, footer } = settings;
  const address = { name: legalName, street, postalCode, city, country, vatId };
  return { ...address, taxNumber, email: organiser.email, exemptionNote, footer };
}

function nameAlone(name: string): Party {
  const said = name === WALK_IN_NAME || name === ERASED_USER_NAME ? '' : name;
  return { name: said, street: '', postalCode: '', city: '', country: '', vatId: '' };
}

function paidBy({ counterMethod, provider }: PaidBooking): PaidBy {
  if (counterMethod === 'cash' || counterMethod === 'card') return counterMethod;
  return provider === 'offline' ? 'transfer' : 'online';
}
