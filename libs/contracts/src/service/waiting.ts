/*
 * How long our pages wait for the server, and for how long the server must therefore remember what it
 * answered. The two stand together: an answer that is forgotten before the page gives up is lost for good.
 *
 * The web application imports this file by itself (`@boxoffice/contracts/waiting`): the library's index
 * would bring the validators along.
 */

/**
 * When the answer to the renewal of a session counts as lost, in milliseconds. All tabs wait for one
 * renewal, so it is shorter than for other requests.
 */
export const RENEWAL_TIMEOUT_MS = 15_000;

/**
 * When any other answer counts as lost, in milliseconds. Longer than the server lets a request wait (10 s)
 * and works on it; a phone in a tunnel would otherwise wait for minutes before anything is tried again.
 */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Delays before the first and second retry. More would make the button seem to hang. */
export const RETRY_WAITS_MS = [500, 2_000] as const;

/** If the server asks for a longer wait, the person retries, not a page that seems to hang. */
export const RETRY_AFTER_MAX_MS = 5_000;

/** Random jitter, so that a crowd doesn't retry in step. */
export const RETRY_SPREAD_MS = 500;

/**
 * How long the same thing asked for again, by the page or by the person, is the same action and not a new
 * one: as long as a hold. Somebody who comes out of a tunnel finds their tickets, or learns their fate.
 */
export const ACTION_KEPT_MS = 10 * 60_000;

/** The longest time from the first to the last attempt's answer of one request that has to renew first. */
const RENEWAL_ATTEMPTS_MS =
  (RETRY_WAITS_MS.length + 1) * RENEWAL_TIMEOUT_MS +
  RETRY_WAITS_MS.length * (RETRY_AFTER_MAX_MS + RETRY_SPREAD_MS);

/**
 * For how long after its use the last refresh token of a session may be shown again, in seconds. Longer
 * than a page goes on trying to get the answer that got lost: shorter would sign people out, and a guest
 * would lose the tickets that they hold.
 */
export const REFRESH_TOKEN_REPEATABLE_SECONDS = (ACTION_KEPT_MS + RENEWAL_ATTEMPTS_MS) / 1_000;
