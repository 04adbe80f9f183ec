import type { BookingDto, TicketPdfSize } from '@boxoffice/contracts';
import { formatEventMoment, formatReference } from '@boxoffice/contracts/formats';
import type { Content, PageSize, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { flowing } from '../platform/pdf/flowing-text.js';
import { printable } from '../platform/pdf/paper-font.js';
import type { TicketWords } from './ticket-words.js';

/** A ticket to be printed. */
export interface PrintedTicket {
  serial: string;
  /** What its QR code holds; null where the code rotates. */
  code: string | null;
  /** Its tier, and its type where there is one. */
  name: string;
  /** Empty where nobody was named. */
  attendee: string;
}

/** Points; there are 72 to an inch. A phone's page is as wide as a phone is in points, so that nobody has to zoom. */
const SIZES: Record<
  TicketPdfSize,
  { page: PageSize; margin: number; code: number; wordMax: number }
> = {
  // The code is 7 cm wide: as large as a hand holds a folded sheet.
  a4: { page: 'A4', margin: 70, code: 200, wordMax: 32 },
  phone: { page: { width: 390, height: 780 }, margin: 32, code: 320, wordMax: 20 },
};

const GREY = '#555555';

/** Sets the tickets of a booking, one a page. */
export function ticketLayout(
  booking: BookingDto,
  tickets: readonly PrintedTicket[],
  size: TicketPdfSize,
  words: TicketWords,
): TDocumentDefinitions {
  const { page, margin } = SIZES[size];
  const madeAt = new Date(booking.confirmedAt ?? booking.createdAt);
  return {
    pageSize: page,
    pageMargins: margin,
    language: words.locale,
    displayTitle: true,
    version: '1.7',
    info: {
      title: `${words.tickets} – ${printable(booking.eventName)}`,
      creator: 'Boxoffice',
      producer: 'Boxoffice',
      // Not the moment of printing: the same tickets are the same file.
      creationDate: madeAt,
      modDate: madeAt,
    },
    defaultStyle: { font: 'Paper', fontSize: 10.5, lineHeight: 1.2 },
    content: tickets.map((ticket, index) => ({
      stack: ticketPage(booking, ticket, size, words),
      ...(index > 0 && { pageBreak: 'before' as const }),
    })),
  };
}

function ticketPage(
  { id, eventName, event }: BookingDto,
  { serial, code, name, attendee }: PrintedTicket,
  size: TicketPdfSize,
  words: TicketWords,
): Content[] {
  const { code: width, wordMax } = SIZES[size];
  const facts: [string, string][] = [
    [words.ticket, name],
    ...(attendee === '' ? [] : ([[words.attendee, attendee]] as [string, string][])),
    [words.date, formatEventMoment(event.startsAt, event.timeZone, words.locale)],
    [words.venue, event.venue],
    [words.booking, formatReference(id)],
  ];
  return [
    { text: flowing(eventName, wordMax), fontSize: 18, bold: true, headlineLevel: 1 },
    code === null
      ? { text: words.rotates, margin: [0, 24, 0, 16] }
      : { qr: code, eccLevel: 'M', fit: width, margin: [0, 16, 0, 8] },
    { text: serial, fontSize: 16, bold: true, margin: [0, 0, 0, 16] },
    ...facts.flatMap(([label, value]): Content[] => [
      { text: label, color: GREY, fontSize: 8 },
      { text: flowing(value, wordMax), margin: [0, 0, 0, 6] },
    ]),
    ...(code === null
      ? []
      : [{ text: words.atTheDoor, color: GREY, margin: [0, 10, 0, 0] } as Content]),
  ];
}
