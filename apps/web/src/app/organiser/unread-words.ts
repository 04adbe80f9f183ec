import type { OrganiserRole, ProblemCode } from '@boxoffice/contracts';
import type { Failure } from '../api/problem';

/** What a page of the workspace reads before it has anything to show. */
export type Readable = keyof typeof READABLES;

/** What an address can name that isn't there, or is somebody else's. */
export type Missable = 'organisation' | 'event' | 'series' | 'booking' | 'webhook';

interface ReadableWords {
  loading: () => string;
  failed: () => string;
  /** What an address that nobody can read has named. */
  names: Missable;
}

const READABLES = {
  organisations: {
    loading: () => $localize`Loading your organisations`,
    failed: () => $localize`We couldn’t load your organisations`,
    names: 'organisation',
  },
  organisation: {
    loading: () => $localize`Loading the organisation`,
    failed: () => $localize`We couldn’t load the organisation`,
    names: 'organisation',
  },
  events: {
    loading: () => $localize`Loading the events`,
    failed: () => $localize`We couldn’t load the events`,
    names: 'organisation',
  },
  takings: {
    loading: () => $localize`Loading the takings`,
    failed: () => $localize`We couldn’t load the takings`,
    names: 'organisation',
  },
  ledger: {
    loading: () => $localize`Loading the ledger`,
    failed: () => $localize`We couldn’t load the ledger`,
    names: 'organisation',
  },
  members: {
    loading: () => $localize`Loading the members`,
    failed: () => $localize`We couldn’t load the members`,
    names: 'organisation',
  },
  invoices: {
    loading: () => $localize`Loading the invoices`,
    failed: () => $localize`We couldn’t load the invoices`,
    names: 'organisation',
  },
  invoiceSettings: {
    loading: () => $localize`Loading the invoice settings`,
    failed: () => $localize`We couldn’t load the invoice settings`,
    names: 'organisation',
  },
  doorDevices: {
    loading: () => $localize`Loading the devices`,
    failed: () => $localize`We couldn’t load the devices`,
    names: 'organisation',
  },
  admission: {
    loading: () => $localize`Loading the admission`,
    failed: () => $localize`We couldn’t load the admission`,
    names: 'event',
  },
  webhooks: {
    loading: () => $localize`Loading the webhooks`,
    failed: () => $localize`We couldn’t load the webhooks`,
    names: 'organisation',
  },
  webhook: {
    loading: () => $localize`Loading the webhook`,
    failed: () => $localize`We couldn’t load the webhook`,
    names: 'webhook',
  },
  payments: {
    loading: () => $localize`Loading the payment settings`,
    failed: () => $localize`We couldn’t load the payment settings`,
    names: 'organisation',
  },
  series: {
    loading: () => $localize`Loading the series`,
    failed: () => $localize`We couldn’t load the series`,
    names: 'series',
  },
  event: {
    loading: () => $localize`Loading the event`,
    failed: () => $localize`We couldn’t load the event`,
    names: 'event',
  },
  figures: {
    loading: () => $localize`Loading the figures`,
    failed: () => $localize`We couldn’t load the figures`,
    names: 'event',
  },
  questions: {
    loading: () => $localize`Loading the questions`,
    failed: () => $localize`We couldn’t load the questions`,
    names: 'event',
  },
  allotments: {
    loading: () => $localize`Loading the allotments`,
    failed: () => $localize`We couldn’t load the allotments`,
    names: 'event',
  },
  waitlist: {
    loading: () => $localize`Loading the waitlist`,
    failed: () => $localize`We couldn’t load the waitlist`,
    names: 'event',
  },
  messages: {
    loading: () => $localize`Loading the messages`,
    failed: () => $localize`We couldn’t load the messages`,
    names: 'event',
  },
  codes: {
    loading: () => $localize`Loading the codes`,
    failed: () => $localize`We couldn’t load the codes`,
    names: 'event',
  },
  guests: {
    loading: () => $localize`Loading the guest list`,
    failed: () => $localize`We couldn’t load the guest list`,
    names: 'event',
  },
  bookings: {
    loading: () => $localize`Loading the bookings`,
    failed: () => $localize`We couldn’t load the bookings`,
    names: 'event',
  },
  booking: {
    loading: () => $localize`Loading the booking`,
    failed: () => $localize`We couldn’t load the booking`,
    names: 'booking',
  },
  attendees: {
    loading: () => $localize`Loading the attendees`,
    failed: () => $localize`We couldn’t load the attendees`,
    names: 'booking',
  },
  receipt: {
    loading: () => $localize`Loading the receipt`,
    failed: () => $localize`We couldn’t load the receipt`,
    names: 'booking',
  },
} satisfies Record<string, ReadableWords>;

const MISSING: Record<Missable, { heading: () => string; text: () => string; back: () => string }> =
  {
    organisation: {
      heading: () => $localize`Organisation not found`,
      text: () => $localize`You may no longer be a member. Ask one of its owners.`,
      back: () => $localize`Your organisations`,
    },
    event: {
      heading: () => $localize`Event not found`,
      text: () => $localize`It may have been removed.`,
      back: () => $localize`Events`,
    },
    series: {
      heading: () => $localize`Series not found`,
      text: () => $localize`It may have been removed.`,
      back: () => $localize`Events`,
    },
    webhook: {
      heading: () => $localize`Webhook not found`,
      text: () => $localize`Someone may have removed it.`,
      back: () => $localize`All webhooks`,
    },
    booking: {
      heading: () => $localize`Booking not found`,
      text: () => $localize`It may belong to another event. Search for the buyer’s name.`,
      back: () => $localize`All bookings`,
    },
  };

const MEANT_FOR: Record<OrganiserRole, () => string> = {
  owner: () => $localize`This page is for owners. Ask one of them if you need it.`,
  manager: () => $localize`This page is for owners and managers. Ask an owner if you need it.`,
  box_office: () =>
    $localize`This page is for owners, managers and the box office. Ask an owner if you need it.`,
  door: () => $localize`This page is for members of the organisation. Ask an owner if you need it.`,
};

const MISSING_BY_CODE: Partial<Record<ProblemCode, Missable>> = {
  ORGANISER_NOT_FOUND: 'organisation',
  EVENT_NOT_FOUND: 'event',
  SERIES_NOT_FOUND: 'series',
  BOOKING_NOT_FOUND: 'booking',
  WEBHOOK_NOT_FOUND: 'webhook',
};

/** What isn't there, as far as a failure is about that. */
export function missingOf(failure: Failure | undefined, of: Readable): Missable | undefined {
  if (failure?.kind !== 'problem') return undefined;
  return failure.code === 'INVALID_ID' ? READABLES[of].names : MISSING_BY_CODE[failure.code];
}

export function readableWords(of: Readable): ReadableWords {
  return READABLES[of];
}

export function missingWords(what: Missable): { heading: string; text: string; back: string } {
  const { heading, text, back } = MISSING[what];
  return { heading: heading(), text: text(), back: back() };
}

export function meantForWords(role: OrganiserRole): string {
  return MEANT_FOR[role]();
}
