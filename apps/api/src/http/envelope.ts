import type { Envelope } from '@boxoffice/contracts';

/** Wraps what was asked for. */
export function ok<T>(data: T): Envelope<T> {
  return { success: true, data };
}

/** Wraps what was done, with a sentence that says so. */
export function done<T>(message: string, data: T): Envelope<T> {
  return { success: true, message, data };
}
