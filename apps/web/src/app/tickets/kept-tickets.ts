import { stored } from '../api/stored';

/** What a person shows at the door: the tickets of one booking, and what to know about them. */
export interface TicketsInHand {
  bookingId: string;
  eventId: string;
  eventName: string;
  venue: string;
  startsAt: string;
  timeZone: string;
  /** How far the server's clock was ahead of this device's. */
  serverAheadMs: number;
  tickets: TicketInHand[];
}

export interface TicketInHand {
  id: string;
  /** Its tier, and its type where there is one. */
  name: string;
  attendee: string | null;
  serial: string;
  code: string;
  /** What the digits of a rotating code are worked out from, also without a network. */
  rotationSecret: string | null;
}

/** Somebody's tickets, in the order in which they were last looked at. */
interface Kept {
  person: string;
  bookings: TicketsInHand[];
}

const NAME = 'tickets';

/** What another release has kept may look otherwise: it is read again instead. */
const VERSION = 2;

/** Nobody goes to more events before they are online again, and the browser's storage is small. */
const BOOKINGS_MAX = 20;

/** The tickets of a booking as they were when this device last read them. */
export function keptTickets(bookingId: string): TicketsInHand | undefined {
  return read()?.bookings.find((kept) => kept.bookingId === bookingId);
}

/** Keeps tickets on this device, so that they can be shown without a network; those of anybody else go. */
export function keepTickets(person: string, tickets: TicketsInHand): void {
  const before = read();
  const others = before?.person === person ? before.bookings : [];
  const bookings = [tickets, ...others.filter((kept) => kept.bookingId !== tickets.bookingId)];
  write({ person, bookings: bookings.slice(0, BOOKINGS_MAX) });
}

/** These are nobody's to show any more. */
export function forgetTickets(bookingId: string): void {
  const kept = read();
  if (!kept) return;
  write({ ...kept, bookings: kept.bookings.filter((one) => one.bookingId !== bookingId) });
}

/** Leaves nobody's tickets on a device that somebody else may use now. */
export function forgetTicketsExceptOf(person: string | undefined): void {
  if (read()?.person !== person) stored.write(NAME, null);
}

function read(): Kept | undefined {
  const kept = stored.readJson(NAME) as (Kept & { version: number }) | null | undefined;
  return kept?.version === VERSION ? kept : undefined;
}

function write(kept: Kept): void {
  stored.write(NAME, JSON.stringify({ version: VERSION, ...kept }));
}
