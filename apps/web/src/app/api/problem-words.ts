import type { ProblemCode, ProblemDto, ShortfallDto } from '@boxoffice/contracts';
import { formatTime } from '../design/dates';
import type { Failure } from './problem';

/**
 * What a failure says to the person in front of it: what happened, and what to do next.
 *
 * The words say nothing about money or tickets that the failure itself does not prove. An answer that got
 * lost, a failing server and a server that is too busy leave open what an earlier attempt has done; whether
 * a booking was paid for is told by the booking alone (`booking/pay/payment-outcome.ts`).
 */
export interface FailureWords {
  title: string;
  text: string;
}

type Wording = (problem: ProblemDto) => FailureWords;

const ticketCount = (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`);

function shortfallOf(problem: ProblemDto): ShortfallDto | undefined {
  return problem.shortfalls?.[0];
}

function soldOut(problem: ProblemDto): FailureWords {
  const tier = shortfallOf(problem)?.tier ?? 'This tier';
  return {
    title: `${tier} is sold out`,
    text: 'Nothing was held. Choose tickets of another tier.',
  };
}

function heldByOthers(problem: ProblemDto): FailureWords {
  const short = shortfallOf(problem);
  const back = short?.heldUntil ? ` at ${formatTime(short.heldUntil)}` : ' soon';
  if (short && short.available > 0) {
    return {
      title: `Only ${ticketCount(short.available)} free in ${short.tier} right now`,
      text: `You asked for ${short.requested}, and others hold ${short.held}: some may come back${back}. Nothing was held for you. Choose fewer, or another tier.`,
    };
  }
  return {
    title: `Others hold the last ${short?.tier ?? ''} tickets`.replace('  ', ' '),
    text: `Nothing was held for you. Some may come back${back}, or choose another tier.`,
  };
}

function notEnough(problem: ProblemDto): FailureWords {
  const short = shortfallOf(problem);
  if (!short) {
    return { title: 'Not enough tickets left', text: 'Nothing was held. Choose fewer tickets.' };
  }
  return {
    title: `Only ${ticketCount(short.available)} left in ${short.tier}`,
    text: `You asked for ${short.requested}. Nothing was held. Choose fewer, or another tier.`,
  };
}

function bookingLimit({ limit }: ProblemDto): FailureWords {
  return {
    title: `${atMost(limit)} in one booking`,
    text: 'Nothing was held. Choose fewer, and book again for more.',
  };
}

function userLimit({ limit }: ProblemDto): FailureWords {
  return {
    title: `${atMost(limit)} for one person`,
    text: 'Nothing was held. Those that you hold or have bought count too: look under My bookings, and choose fewer.',
  };
}

function atMost(limit: number | undefined): string {
  return limit === undefined ? 'Too many tickets' : `At most ${ticketCount(limit)}`;
}

function invalid(problem: ProblemDto): FailureWords {
  const first = problem.errors?.[0]?.messages[0];
  return {
    title: 'Something in the form is not right',
    text: first ? `${capitalised(first)}. Change it and try again.` : 'Check it and try again.',
  };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

const fixed =
  (title: string, text: string): Wording =>
  () => ({ title, text });

const OUR_FAULT = fixed(
  'Something failed on our side',
  'Try again in a moment. If it keeps happening, tell us.',
);
const RELOAD = fixed('This page and the server disagree', 'Reload the page and try again.');

/** A new code of the API does not compile until it has words here. */
const WORDS: Record<ProblemCode, Wording> = {
  MALFORMED_JSON: RELOAD,
  VALIDATION_FAILED: invalid,
  INVALID_ID: fixed('This address is not complete', 'Check the link, or start from the events.'),
  BODY_TOO_LARGE: RELOAD,
  URI_TOO_LONG: RELOAD,
  HEADERS_TOO_LARGE: RELOAD,
  UNSUPPORTED_MEDIA_TYPE: RELOAD,
  BAD_REQUEST: RELOAD,
  ROUTE_NOT_FOUND: RELOAD,
  METHOD_NOT_ALLOWED: RELOAD,
  RANGE_NOT_SATISFIABLE: RELOAD,
  PRECONDITION_FAILED: RELOAD,
  UNAUTHENTICATED: fixed('You are not signed in', 'Sign in and try again.'),
  FORBIDDEN: fixed('This is not yours to change', 'Switch to the person it belongs to.'),
  INVALID_CREDENTIALS: fixed(
    'Address and password do not go together',
    'Check both and try again, or reset the password. A new account works once the link in its mail has been opened.',
  ),
  WRONG_PASSWORD: fixed('This is not your password', 'Nothing was changed. Try again.'),
  WRONG_CODE: fixed(
    'This code does not work',
    'Each code works once, and for a minute. Wait for the next one, or use a recovery code.',
  ),
  TOKEN_INVALID: fixed(
    'This is used or too old',
    'Nothing was changed. Ask for a new link, or sign in again.',
  ),
  ACCOUNT_DISABLED: fixed('This account is disabled', 'Write to us if you think that is wrong.'),
  TWO_FACTOR_ENABLED: fixed(
    'The second factor is on already',
    'Switch it off first to set it up with another device.',
  ),
  TWO_FACTOR_NOT_ENABLED: fixed('There is no second factor yet', 'Begin its set-up again.'),
  OWN_ACCOUNT: fixed(
    'You cannot do this to your own account',
    'Another admin has to: so there is always one left.',
  ),
  NOT_AN_ACCOUNT: fixed(
    'Guests have no role',
    'Nothing was changed. They can make an account with the same address.',
  ),
  SESSION_NOT_FOUND: fixed('This session has ended already', 'There is nothing left to do.'),
  USER_NOT_FOUND: fixed(
    'We do not know this person',
    'Choose who you are, at the top of the page.',
  ),
  EVENT_NOT_FOUND: fixed('There is no such event', 'It may have been taken off. See what is on.'),
  TIER_NOT_FOUND: fixed(
    'These tickets are no longer sold',
    'Nothing was held. Reload the page to see what is on sale.',
  ),
  TICKET_NOT_FOUND: fixed('There is no such ticket', 'Nothing was charged. Reload the page.'),
  BOOKING_NOT_FOUND: fixed(
    'There is no such booking',
    'Check the link, or look for it in your bookings.',
  ),
  SOLD_OUT: soldOut,
  HELD_BY_OTHERS: heldByOthers,
  NOT_ENOUGH_TICKETS: notEnough,
  BOOKING_LIMIT_EXCEEDED: bookingLimit,
  USER_LIMIT_EXCEEDED: userLimit,
  UNPAID_LIMIT_EXCEEDED: fixed(
    'Too many unpaid tickets',
    'Nothing was held. Pay for the tickets you hold, or try again later.',
  ),
  ADDRESS_PROOF_REQUIRED: ({ limit }) => ({
    title: `Guests can reserve ${limit === undefined ? 'fewer tickets' : `up to ${ticketCount(limit)}`} at a time`,
    text: 'Nothing was held. Choose fewer, or create an account for more.',
  }),
  HOLD_NOT_EXTENDABLE: fixed(
    'Your hold cannot be extended',
    'Nothing was charged. Pay before it ends, and the tickets are yours.',
  ),
  IDEMPOTENCY_KEY_REUSED: RELOAD,
  TICKETS_OF_ANOTHER_USER: fixed(
    'Somebody else holds these tickets',
    'Nothing was charged. Switch to the person who holds them.',
  ),
  TICKETS_NOT_HELD: fixed(
    'These tickets are not held any more',
    'Nothing was charged. Choose your tickets again.',
  ),
  HOLD_EXPIRED: fixed(
    'Your hold ended',
    'The tickets went back on sale; nothing was charged. Choose your tickets again.',
  ),
  ALREADY_CONFIRMED: fixed(
    'These tickets are already yours',
    'They were paid for once, not twice.',
  ),
  BOOKING_ENDED: fixed('This booking has ended', 'Nothing was charged. Choose your tickets again.'),
  PAYMENTS_NOT_CONFIGURED: fixed(
    'This box office can’t take payments yet',
    'Nothing was charged. Your tickets stay yours until the hold ends.',
  ),
  NOT_ON_SALE: fixed('Tickets are not on sale', 'The sale has not begun, or it is over.'),
  BUSY: fixed('Many people are buying right now', 'Try again in a few seconds.'),
  TOO_MANY_REQUESTS: fixed('Too many tries', 'Wait a little, and try again.'),
  DATABASE_UNAVAILABLE: fixed('We cannot reach our records', 'Try again in a moment.'),
  INTERNAL: OUR_FAULT,
};

/** Buying is sent under a key, so a repeated request has no second effect. */
const UNKNOWN = 'We don’t know whether your request arrived. Try again: nothing is bought twice.';

/** Finds the words for a failure. A code that this build does not know still gets a next step. */
export function failureWords(failure: Failure): FailureWords {
  switch (failure.kind) {
    case 'unreachable':
      return { title: 'The server did not answer', text: UNKNOWN };
    case 'unreadable':
      return { title: 'The server gave no clear answer', text: UNKNOWN };
    case 'problem': {
      const wording = (WORDS as Partial<Record<string, Wording>>)[failure.code] ?? OUR_FAULT;
      return wording(failure.problem);
    }
  }
}
