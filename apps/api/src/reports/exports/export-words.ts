import type { BookingStatus, ExportKind } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';

/** What stands in exported files beside the data. */
export interface ExportWords {
  kinds: Record<ExportKind, string>;
  statuses: Partial<Record<BookingStatus, string>>;
  booking: string;
  status: string;
  heldAt: string;
  paidAt: string;
  buyer: string;
  email: string;
  tier: string;
  ticketType: string;
  ticket: string;
  tickets: string;
  price: string;
  amount: string;
  currency: string;
  day: string;
  takings: string;
}

export const EXPORT_WORDS: Record<Language, ExportWords> = {
  en: {
    kinds: { bookings: 'Bookings', tickets: 'Tickets', takings: 'Takings by day' },
    statuses: { pending: 'Held', confirmed: 'Sold', refunded: 'Refunded' },
    booking: 'Booking',
    status: 'Status',
    heldAt: 'Held at',
    paidAt: 'Paid at',
    buyer: 'Buyer',
    email: 'Email',
    tier: 'Tier',
    ticketType: 'Ticket type',
    ticket: 'Ticket',
    tickets: 'Tickets',
    price: 'Price',
    amount: 'Amount',
    currency: 'Currency',
    day: 'Day',
    takings: 'Takings',
  },
  de: {
    kinds: { bookings: 'Buchungen', tickets: 'Tickets', takings: 'Einnahmen nach Tagen' },
    statuses: { pending: 'Reserviert', confirmed: 'Verkauft', refunded: 'Erstattet' },
    booking: 'Buchung',
    status: 'Status',
    heldAt: 'Reserviert am',
    paidAt: 'Bezahlt am',
    buyer: 'Käufer',
    email: 'E-Mail',
    tier: 'Kategorie',
    ticketType: 'Ticketart',
    ticket: 'Ticket',
    tickets: 'Tickets',
    price: 'Preis',
    amount: 'Betrag',
    currency: 'Währung',
    day: 'Tag',
    takings: 'Einnahmen',
  },
};
