import type {
  BookingStatus,
  CodeKind,
  CounterMethod,
  InvoiceKind,
  LedgerAccountKind,
  LedgerTransferKind,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import type { AnyExportKind } from './needed-role.js';

/** How a booking was paid for: online, or as the counter says. */
export type PaymentMethod = 'online' | CounterMethod;

/** What stands in exported files beside the data. */
export interface ExportWords {
  kinds: Record<AnyExportKind, string>;
  statuses: Partial<Record<BookingStatus, string>>;
  booking: string;
  status: string;
  heldAt: string;
  paidAt: string;
  method: string;
  methods: Record<PaymentMethod, string>;
  reason: string;
  buyer: string;
  /** For a buyer at the counter who said no name. */
  walkIn: string;
  erased: string;
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
  discount: string;
  fees: string;
  tax: string;
  attendee: string;
  attendeeEmail: string;
  bookingFees: string;
  /** Money that went back beyond the price of tickets, or was kept of it. */
  corrections: string;
  code: string;
  kind: string;
  codeKinds: Record<CodeKind, string>;
  allotment: string;
  /** The allotment of what is kept for those who wait. */
  waitlist: string;
  discountPercent: string;
  discountPerTicket: string;
  uses: string;
  usesMax: string;
  validFrom: string;
  validUntil: string;
  disabledAt: string;
  number: string;
  date: string;
  documents: Record<InvoiceKind, string>;
  corrects: string;
  event: string;
  country: string;
  vatId: string;
  taxRate: string;
  net: string;
  gross: string;
  postedAt: string;
  transfers: Record<LedgerTransferKind, string>;
  account: string;
  accounts: Record<LedgerAccountKind, string>;
  provider: string;
  debit: string;
  credit: string;
}

export const EXPORT_WORDS: Record<Language, ExportWords> = {
  en: {
    kinds: {
      bookings: 'Bookings',
      tickets: 'Tickets',
      takings: 'Takings by day',
      codes: 'Codes',
      invoices: 'Invoices',
      events: 'Takings by event',
      ledger: 'Ledger',
    },
    statuses: { pending: 'Held', confirmed: 'Sold', refunded: 'Refunded' },
    booking: 'Booking',
    status: 'Status',
    heldAt: 'Held at',
    paidAt: 'Paid at',
    method: 'Paid by',
    methods: { online: 'Online', cash: 'Cash', card: 'Card', complimentary: 'Complimentary' },
    reason: 'Reason',
    buyer: 'Buyer',
    walkIn: 'Walk-in, no name',
    erased: 'Erased user',
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
    discount: 'Discount',
    fees: 'Fees',
    tax: 'Tax',
    attendee: 'Attendee',
    attendeeEmail: 'Attendee’s email',
    bookingFees: 'Booking fees',
    corrections: 'Refunds and corrections',
    code: 'Code',
    kind: 'Kind',
    codeKinds: { access: 'Access', discount: 'Discount' },
    allotment: 'Allotment',
    waitlist: 'Waitlist',
    discountPercent: 'Discount in percent',
    discountPerTicket: 'Discount per ticket',
    uses: 'Bookings',
    usesMax: 'Most bookings',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    disabledAt: 'Disabled at',
    number: 'Number',
    date: 'Date',
    documents: { invoice: 'Invoice', credit_note: 'Credit note' },
    corrects: 'Corrects',
    event: 'Event',
    country: 'Country',
    vatId: 'VAT ID',
    taxRate: 'Tax rate in percent',
    net: 'Net',
    gross: 'Gross',
    postedAt: 'Posted at',
    transfers: {
      capture: 'Payment',
      refund_begun: 'Refund begun',
      refund_done: 'Refund sent',
      refund_failed: 'Refund failed',
      dispute_opened: 'Payment disputed',
      dispute_raised: 'Disputed amount increased',
      dispute_won: 'Dispute won',
      dispute_lost: 'Dispute lost',
      reversal: 'Reversal',
    },
    account: 'Account',
    accounts: {
      clearing: 'At the payment provider',
      cash: 'At the counter',
      disputes: 'In dispute',
      payable: 'Due to you',
      fees: 'Fees',
      taxes: 'Taxes',
      refunds: 'Refunds under way',
    },
    provider: 'Payment provider',
    debit: 'Debit',
    credit: 'Credit',
  },
  de: {
    kinds: {
      bookings: 'Buchungen',
      tickets: 'Tickets',
      takings: 'Einnahmen nach Tagen',
      codes: 'Codes',
      invoices: 'Rechnungen',
      events: 'Einnahmen nach Veranstaltungen',
      ledger: 'Hauptbuch',
    },
    statuses: { pending: 'Reserviert', confirmed: 'Verkauft', refunded: 'Erstattet' },
    booking: 'Buchung',
    status: 'Status',
    heldAt: 'Reserviert am',
    paidAt: 'Bezahlt am',
    method: 'Zahlungsart',
    methods: { online: 'Online', cash: 'Bar', card: 'Karte', complimentary: 'Freikarte' },
    reason: 'Grund',
    buyer: 'Käufer',
    walkIn: 'Ohne Namen',
    erased: 'Gelöschte Person',
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
    discount: 'Rabatt',
    fees: 'Gebühren',
    tax: 'Steuer',
    attendee: 'Gast',
    attendeeEmail: 'E-Mail des Gastes',
    bookingFees: 'Buchungsgebühren',
    corrections: 'Erstattungen und Korrekturen',
    code: 'Code',
    kind: 'Art',
    codeKinds: { access: 'Zugang', discount: 'Rabatt' },
    allotment: 'Kontingent',
    waitlist: 'Warteliste',
    discountPercent: 'Rabatt in Prozent',
    discountPerTicket: 'Rabatt pro Ticket',
    uses: 'Buchungen',
    usesMax: 'Höchstens',
    validFrom: 'Gültig ab',
    validUntil: 'Gültig bis',
    disabledAt: 'Gesperrt am',
    number: 'Nummer',
    date: 'Datum',
    documents: { invoice: 'Rechnung', credit_note: 'Rechnungskorrektur' },
    corrects: 'Korrigiert',
    event: 'Veranstaltung',
    country: 'Land',
    vatId: 'USt-IdNr.',
    taxRate: 'Steuersatz in Prozent',
    net: 'Netto',
    gross: 'Brutto',
    postedAt: 'Gebucht am',
    transfers: {
      capture: 'Zahlung',
      refund_begun: 'Erstattung begonnen',
      refund_done: 'Erstattung gesendet',
      refund_failed: 'Erstattung fehlgeschlagen',
      dispute_opened: 'Zahlung angefochten',
      dispute_raised: 'Anfechtung erhöht',
      dispute_won: 'Anfechtung gewonnen',
      dispute_lost: 'Anfechtung verloren',
      reversal: 'Gegenbuchung',
    },
    account: 'Konto',
    accounts: {
      clearing: 'Beim Zahlungsanbieter',
      cash: 'An der Kasse',
      disputes: 'Angefochten',
      payable: 'Steht Ihnen zu',
      fees: 'Gebühren',
      taxes: 'Steuern',
      refunds: 'Erstattungen unterwegs',
    },
    provider: 'Zahlungsanbieter',
    debit: 'Soll',
    credit: 'Haben',
  },
};
