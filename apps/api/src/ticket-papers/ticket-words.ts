import { LOCALES, type Language } from '@boxoffice/contracts/formats';

/** What stands on printed tickets beside the data. */
export interface TicketWords {
  locale: string;
  tickets: string;
  ticket: string;
  attendee: string;
  venue: string;
  date: string;
  booking: string;
  /** In place of a code that changes. */
  rotates: string;
  atTheDoor: string;
}

export const TICKET_WORDS: Record<Language, TicketWords> = {
  en: {
    locale: LOCALES.en,
    tickets: 'Tickets',
    ticket: 'Ticket',
    attendee: 'Name',
    venue: 'Venue',
    date: 'Date',
    booking: 'Booking',
    rotates:
      'This ticket’s code changes every 30 seconds, so it can’t be printed. Open your booking on your phone at the door.',
    atTheDoor: 'Show this code at the door. Keep it to yourself: it lets in one person, once.',
  },
  de: {
    locale: LOCALES.de,
    tickets: 'Tickets',
    ticket: 'Ticket',
    attendee: 'Name',
    venue: 'Ort',
    date: 'Datum',
    booking: 'Buchung',
    rotates:
      'Der Code dieses Tickets wechselt alle 30 Sekunden und lässt sich deshalb nicht drucken. Öffnen Sie Ihre Buchung am Einlass auf dem Telefon.',
    atTheDoor:
      'Zeigen Sie diesen Code am Einlass vor. Geben Sie ihn nicht weiter: Er lässt eine Person einmal ein.',
  },
};
