import type { Envelope } from '@boxoffice/contracts';
import { shared } from './shared-answers.js';

/** Wraps what was asked for. */
export function ok<T>(data: T): Envelope<T> {
  return { success: true, data };
}

/** Wraps what was done, with a sentence that says so. */
export function done<T>(message: string, data: T): Envelope<T> {
  return { success: true, message, data };
}

const envelopes = new WeakMap<object, Envelope<unknown>>();

/**
 * As {@link ok}, for what many ask for and the very same object is given to; see {@link shared}.
 *
 * @param identityOf gives what makes the data other data; without what changes while they say the same
 */
export function okForMany<T extends object>(
  data: T,
  identityOf?: (data: T) => object,
): Envelope<T> {
  const known = envelopes.get(data) as Envelope<T> | undefined;
  if (known) return known;
  const answer = shared(ok(data), identityOf?.(data));
  envelopes.set(data, answer);
  return answer;
}
