import type { Queue } from 'pg-boss';
import type { Settings } from '../config/settings.js';

/** Every kind of job, and what a job of it is told. Ids alone: a job reads the rest when it runs. */
export interface JobKinds {
  /** Sends the mails that have not been sent yet. */
  'send-mails': { mailIds: string[] };
  /** Writes the mails that confirm paid bookings. */
  'confirm-by-mail': { bookings: { eventId: string; id: string; userId: string }[] };
  /** Issues what is missing of bookings: their invoices, and the credit notes of their refunds. */
  'issue-invoices': { bookings: { eventId: string; id: string }[] };
  /** Answers those who registered, or asked for a link: by mail, and depending on who they are. */
  'answer-account-request': { requestId: string };
  /** Gives an account what guests bought with its address. */
  'join-guests': { accountId: string };
  /** Looks at what a payment provider has told something about. */
  'apply-provider-event': { provider: string; organiserId: string; id: string };
  /** Has a provider give money back. */
  'send-refund': { eventId: string; refundId: string };
  /** Gives back the money of a cancelled event's bookings, or of one of them. */
  'refund-cancelled-event': { eventId: string; bookingId?: string };
}

export type JobKind = keyof JobKinds;

/** Longest that a job waits for its turn, in seconds: a year. No outage loses one. */
const WAITS_AT_MOST = 365 * 86_400;

/** More tries than fit into that year. */
const RETRIES_MAX = 1_000_000;

/** How long a finished job is kept, in seconds, for whoever looks what happened. */
const KEPT_AFTERWARDS = 3_600;

/**
 * A process says that it is still at a job; one that is silent for so long, in seconds, is dead, and
 * its jobs go to others. Shorter would take jobs from a process that is only busy, longer would delay
 * a mail for longer than people wait for it.
 */
const DEAD_AFTER_SECONDS = 30;

/** Longest that a job may take, in seconds, also where its process says that it is at it. */
const TAKES_AT_MOST = 900;

/** The queue of each kind, with the retries that suit what it does. */
export function queues(settings: Settings): (Queue & { name: JobKind })[] {
  const always = {
    retryLimit: RETRIES_MAX,
    retryBackoff: true,
    retentionSeconds: WAITS_AT_MOST,
    deleteAfterSeconds: KEPT_AFTERWARDS,
    heartbeatSeconds: DEAD_AFTER_SECONDS,
    expireInSeconds: TAKES_AT_MOST,
  };
  return [
    {
      ...always,
      name: 'send-mails',
      retryDelay: settings.MAIL_RETRY_SECONDS,
      retryDelayMax: settings.MAIL_RETRY_MAX_SECONDS,
    },
    // Needs nothing but the database.
    { ...always, name: 'confirm-by-mail', retryDelay: 5, retryDelayMax: 300 },
    { ...always, name: 'issue-invoices', retryDelay: 5, retryDelayMax: 300 },
    { ...always, name: 'answer-account-request', retryDelay: 5, retryDelayMax: 300 },
    { ...always, name: 'join-guests', retryDelay: 5, retryDelayMax: 300 },
    // A provider that can't be reached is asked again, more and more seldom.
    { ...always, name: 'apply-provider-event', retryDelay: 2, retryDelayMax: 600 },
    { ...always, name: 'refund-cancelled-event', retryDelay: 5, retryDelayMax: 300 },
    { ...always, name: 'send-refund', retryDelay: 2, retryDelayMax: 600 },
  ];
}
