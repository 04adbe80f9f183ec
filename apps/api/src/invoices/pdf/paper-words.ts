import type { Language } from '@boxoffice/contracts/formats';
import type { PaidBy } from '../document/invoice-document.js';

/** What a paper is called. */
export type PaperKind = 'receipt' | 'invoice' | 'credit_note';

/** What stands on papers beside the data. */
export interface PaperWords {
  locale: string;
  kinds: Record<PaperKind, string>;
  number: string;
  date: string;
  corrects: (number: string, day: string) => string;
  booking: string;
  eventDay: string;
  venue: string;
  item: string;
  quantity: string;
  price: string;
  discount: string;
  amount: string;
  fee: string;
  net: string;
  /** A tax that is added to the amounts above. */
  plus: (tax: string) => string;
  total: string;
  credited: string;
  taxRate: string;
  tax: string;
  gross: string;
  paid: (by: string, day: string) => string;
  paidBy: Record<PaidBy, string>;
  free: string;
  vatId: string;
  taxNumber: string;
  noInvoice: string;
  page: (page: number, of: number) => string;
}

export const PAPER_WORDS: Record<Language, PaperWords> = {
  en: {
    locale: 'en-GB',
    kinds: { receipt: 'Receipt', invoice: 'Invoice', credit_note: 'Credit note' },
    number: 'Number',
    date: 'Date',
    corrects: (number, day) => `Corrects invoice ${number} of ${day}.`,
    booking: 'Booking',
    eventDay: 'Event date',
    venue: 'Venue',
    item: 'Item',
    quantity: 'Qty',
    price: 'Price',
    discount: 'Discount',
    amount: 'Amount',
    fee: 'Fees',
    net: 'Net',
    plus: (tax) => `Plus ${tax}`,
    total: 'Total',
    credited: 'Total credited',
    taxRate: 'Tax rate',
    tax: 'Tax',
    gross: 'Gross',
    paid: (by, day) => `Paid ${by} on ${day}.`,
    paidBy: { online: 'online', transfer: 'by bank transfer', cash: 'in cash', card: 'by card' },
    free: 'There was nothing to pay.',
    vatId: 'VAT ID',
    taxNumber: 'Tax number',
    noInvoice: 'This receipt is not an invoice.',
    page: (page, of) => `Page ${page} of ${of}`,
  },
  de: {
    locale: 'de-DE',
    kinds: { receipt: 'Zahlungsbeleg', invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
    number: 'Nummer',
    date: 'Datum',
    corrects: (number, day) => `Korrigiert Rechnung ${number} vom ${day}.`,
    booking: 'Buchung',
    eventDay: 'Leistungsdatum',
    venue: 'Ort',
    item: 'Leistung',
    quantity: 'Anzahl',
    price: 'Preis',
    discount: 'Rabatt',
    amount: 'Betrag',
    fee: 'Gebühren',
    net: 'Netto',
    plus: (tax) => `Zzgl. ${tax}`,
    total: 'Gesamtbetrag',
    credited: 'Gutgeschriebener Betrag',
    taxRate: 'Steuersatz',
    tax: 'Steuer',
    gross: 'Brutto',
    paid: (by, day) => `Bezahlt ${by} am ${day}.`,
    paidBy: { online: 'online', transfer: 'per Überweisung', cash: 'bar', card: 'mit Karte' },
    free: 'Es war nichts zu bezahlen.',
    vatId: 'USt-IdNr.',
    taxNumber: 'Steuernummer',
    noInvoice: 'Dieser Beleg ist keine Rechnung.',
    page: (page, of) => `Seite ${page} von ${of}`,
  },
};
