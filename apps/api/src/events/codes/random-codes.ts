import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for another one, in print, by hand or on the phone: no 0/O, 1/I/L, 2/Z, 5/S, 8/B. */
const LETTERS = 'ACDEFGHJKMNPQRTUVWXY34679';

/**
 * Letters of a code. Of 25^8 (37 bits), five thousand codes leave one in thirty million to whoever guesses; wrong ones are
 * limited (`CodeTries`).
 */
const LENGTH = 8;

/** In groups of so many, as people read them to each other. */
const GROUP = 4;

/** A code that nobody can guess: `FRIENDS-7K4Q-MW9X`. */
export function randomCode(prefix: string): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]);
  const groups = Array.from({ length: LENGTH / GROUP }, (_, index) =>
    letters.slice(index * GROUP, (index + 1) * GROUP).join(''),
  );
  return [...(prefix === '' ? [] : [prefix]), ...groups].join('-');
}
