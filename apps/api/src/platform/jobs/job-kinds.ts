import type { Queue } from 'pg-boss';
import type { Settings } from '../config/settings.js';

/** Every kind of job, and what a job of it is told. Ids alone: a job reads the rest when it runs. */
export interface JobKinds {
  /** Sends the mails that have not been sent yet. */
  'send-mails': { mailIds: string[] };
  /** Likewise those that bring tickets. Printing takes its time, and no link to sign in waits behind it. */
  'send-tickets': { mailIds: string[] };
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

/** Waits before a job that failed is tried again, in seconds. */
interface Retries {
  /** The first one; each is twice as long as the one before. */
  retryDelay: number;
  retryDelayMax: number;
}

/** Needs nothing but the database. */
const OF_THE_DATABASE: Retries = { retryDelay: 5, retryDelayMax: 300 };

/** A provider that can't be reached is asked again, more and more seldom. */
const OF_A_PROVIDER: Retries = { retryDelay: 2, retryDelayMax: 600 };

/**
 * How jobs of each kind are tried again. Written into each job and not into its queue, which knows
 * what was set when the database was migrated.
 */
export function retries(settings: Settings): Record<JobKind, Retries> {
  const ofTheMailServer: Retries = {
    retryDelay: settings.MAIL_RETRY_SECONDS,
    retryDelayMax: settings.MAIL_RETRY_MAX_SECONDS,
  };
  return {
    'send-mails': ofTheMailServer,
    'send-tickets': ofTheMailServer,
    'confirm-by-mail': OF_THE_DATABASE,
    'issue-invoices': OF_THE_DATABASE,
    'answer-account-request': OF_THE_DATABASE,
    'join-guests': OF_THE_DATABASE,
    'apply-provider-event': OF_A_PROVIDER,
    'refund-cancelled-event': OF_THE_DATABASE,
    'send-refund': OF_A_PROVIDER,
  };
}

/** What the queues of all kinds have in common. */
export const QUEUE: Omit<Queue, 'name'> = {
  retryLimit: RETRIES_MAX,
  retryBackoff: true,
  retentionSeconds: WAITS_AT_MOST,
  deleteAfterSeconds: KEPT_AFTERWARDS,
  heartbeatSeconds: DEAD_AFTER_SECONDS,
  expireInSeconds: TAKES_AT_MOST,
};

/** One queue each. */
export const JOB_KINDS: readonly JobKind[] = [
  'send-mails',
  'send-tickets',
  'confirm-by-mail',
  'issue-invoices',
  'answer-account-request',
  'join-guests',
  'apply-provider-event',
  'refund-cancelled-event',
  'send-refund',
];
