import type { BookingCharges, TicketCharges } from '@boxoffice/contracts/pricing';
import type { LegalDocument, OrganiserRole } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';

/** Whom a mail goes to. */
export interface Recipient {
  /** One address, as it was validated when it came in: no display name, no second address. */
  address: string;
  /** How they are called: said in a mail where they have proved that the address is theirs, and only there. */
  name: string;
  /** Whether they have. Anybody can buy, or register, with a stranger's address. */
  isProved: boolean;
  /** The language that they are written to in; English where none is known. */
  language?: Language | null;
}

/** A line of a booking, at the price of that moment. */
export interface MailedLine extends TicketCharges {
  tier: string;
  /** Missing where the tier was sold at its own price. */
  ticketType?: string;
  quantity: number;
  /** Price of one ticket in the smallest unit of the currency. */
  priceMinor: number;
}

/** Who sells the tickets that a mail is about, and what they have to say of themselves. */
export interface MailedOrganiser {
  name: string;
  contactEmail: string;
  /** The legal texts that there are, and where. */
  documents: { document: LegalDocument; link: string }[];
}

/** Every mail that is sent, and what it says. Times are ISO 8601, links are absolute. */
export interface MailTemplates {
  /** Asks whether an address is theirs. */
  'verify-email': { link: string };
  /** Somebody registered with an address that has an account; the answer over HTTP does not tell. */
  'already-registered': { name: string; signInLink: string; resetLink: string };
  /** Lets them set a new password. */
  'reset-password': { name: string; link: string };
  'password-changed': { name: string; at: string; resetLink: string };
  'two-factor-changed': { name: string; enabled: boolean; at: string; resetLink: string };
  /** Invites somebody to work for an organisation. */
  'organiser-invitation': { organiser: string; role: OrganiserRole; link: string };
  /** Offers somebody a ticket that a buyer passes on to their address. Who that is, nobody has proved. */
  'ticket-offered': {
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    tier: string;
    expiresAt: string;
    organiser: MailedOrganiser;
    link: string;
  };
  'booking-confirmed': {
    /** Empty for guests: nobody has proved that the address is theirs. */
    name: string;
    bookingId: string;
    eventName: string;
    venue: string;
    startsAt: string;
    /** Where the event takes place, as an IANA time zone: its time is told there. */
    timeZone: string;
    /** Names of those who come, in the order of the tickets; none where nobody said. */
    attendees?: string[];
    lines: MailedLine[];
    /** The booking's own fees, and the tax that is in everything. */
    charges: BookingCharges | null;
    totalMinor: number;
    /** ISO 4217. */
    currency: string;
    /** Where its tickets are shown; a guest's carries the proof that it is theirs. */
    bookingLink: string;
    /** The event for a calendar. Missing in mails that a version before wrote. */
    calendarLink?: string;
    /** Until when its buyer can return tickets; missing where they can't. */
    returnableUntil?: string;
    /** Missing in mails that a version before wrote. */
    organiser?: MailedOrganiser;
  };
  /** Several bookings that were paid for, where one mail each would have been too many. */
  'bookings-confirmed': { name: string; bookings: MailTemplates['booking-confirmed'][] };
  /** To whoever has tickets of an event, or held some, that it won't take place. */
  'event-cancelled': {
    /** Empty for guests. */
    name: string;
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    organiser: MailedOrganiser;
    /** The organiser's own words, in lines; empty: none. */
    message: string;
    /** Bookings that were paid for. */
    bookings: {
      bookingId: string;
      tickets: number;
      totalMinor: number;
      /** Where several dates were cancelled together: its own. */
      startsAt?: string;
      timeZone?: string;
    }[];
    /** The dates that were cancelled together; missing where it was one. */
    dates?: { eventName: string; venue: string; startsAt: string; timeZone: string }[];
    /** How many more there are than those. */
    moreDates?: number;
    /** How many more there are than those. */
    moreBookings: number;
    /** What all of them have cost together. */
    totalMinor: number;
    currency: string;
    /**
     * What goes back by itself, and whether that is only some of it, as others paid by bank transfer or at the counter;
     * null: nothing does.
     */
    refunds: { fees: 'with_fees' | 'without_fees'; some: boolean } | null;
    /** How many tickets were held and not paid for. */
    heldTickets: number;
    /** Where the bookings are: one link to those of an account, and one to those of each guest. */
    links: string[];
  };
  /** To whoever has tickets, that an event takes place at another time or place. */
  'event-changed': {
    /** Empty for guests. */
    name: string;
    organiser: MailedOrganiser;
    /** The organiser's own words, in lines; empty: none. */
    message: string;
    /** One event, or the dates of a series that they have tickets of. */
    events: {
      eventName: string;
      tickets: number;
      before: MailedWhenAndWhere;
      after: MailedWhenAndWhere;
    }[];
    /** How many more there are than those. */
    moreEvents: number;
    links: string[];
  };
  /** To a buyer, that money goes back to them, and why. */
  'money-returned': {
    /** Empty for guests. */
    name: string;
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    organiser: MailedOrganiser;
    bookingId: string;
    reason: 'late' | 'surplus' | 'cancelled' | 'event_cancelled' | 'requested';
    /** The organiser's own words; empty: none. */
    message: string;
    /** How many tickets are given back for it. */
    tickets: number;
    amountMinor: number;
    currency: string;
    bookingLink: string;
  };
  /** To who waited for tickets, that some are held for them. */
  'waitlist-offer': {
    /** Empty for guests. */
    name: string;
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    organiser: MailedOrganiser;
    tier: string;
    tickets: number;
    /** When the hold ends. */
    until: string;
    bookingLink: string;
  };
  /** To whose turn it was, that none can be held for them. */
  'waitlist-refused': {
    /** Empty for guests. */
    name: string;
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    organiser: MailedOrganiser;
    eventLink: string;
  };
  /** From the organiser to whoever has tickets. */
  'event-message': {
    /** Empty for guests. */
    name: string;
    organiser: MailedOrganiser;
    eventName: string;
    venue: string;
    startsAt: string;
    timeZone: string;
    subject: string;
    /** In lines. */
    message: string;
    links: string[];
  };
  /** To those who look after an organisation, that a buyer's bank wants money back, and how that ended. */
  'payment-disputed': {
    name: string;
    eventName: string;
    bookingId: string;
    /** `raised`: the bank has taken more of it than before. */
    status: 'open' | 'raised' | 'won' | 'lost';
    /** What the buyer's bank wants back. */
    amountMinor: number;
    /** What was taken of it: less where some had been refunded before. */
    withdrawnMinor: number;
    currency: string;
    link: string;
  };
  /** To the installation's admins: money that doesn't match, a sentence per difference. */
  'money-differs': { name: string; sentences: string[]; more: number; link: string };
}

/** When and where an event takes place, as a mail says it. */
export interface MailedWhenAndWhere {
  startsAt: string;
  endsAt: string | null;
  doorsAt: string | null;
  timeZone: string;
  venue: string;
  address: string;
}

export type MailTemplate = keyof MailTemplates;

/** What is noted with a mail's data: the language that its reader is written to in. */
export interface WrittenIn {
  language?: Language | null;
}

/** A mail that is to be sent. */
export type Mail = {
  [Template in MailTemplate]: {
    template: Template;
    to: Recipient;
    data: MailTemplates[Template];
    /**
     * Names the mail: enqueued again under the same name, it is not sent again. For jobs, which may
     * run twice.
     */
    once?: string;
  };
}[MailTemplate];
