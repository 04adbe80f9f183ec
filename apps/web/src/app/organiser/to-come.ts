import { validate, type SchemaPath } from '@angular/forms/signals';
import { localTimeIn } from './local-time';

/**
 * A time that is still to come on the clock at the venue; it may be empty.
 *
 * @param timeZone of the venue, as far as it's known
 */
export function isToCome(path: SchemaPath<string>, timeZone: () => string | undefined): void {
  validate(path, ({ value }) =>
    hasPassed(value(), timeZone() ?? 'UTC')
      ? { kind: 'past', message: $localize`This time has passed` }
      : null,
  );
}

/** @param time as a field has it; empty: none, which has not passed */
export function hasPassed(time: string, timeZone: string): boolean {
  return time !== '' && time <= localTimeIn(new Date().toISOString(), timeZone);
}
