import { CODE_LENGTH } from '@boxoffice/ticket-codes';

/** How long a code has to be out of sight before it counts as shown again. */
const GONE_MS = 2_000;

/** Tells a code that is shown to the camera from one that it still sees, whose digits may change meanwhile. */
export class SeenCodes {
  private last = '';
  private lastAt = -Infinity;

  /** @param now milliseconds, on any clock */
  isNew(text: string, now: number): boolean {
    const ticket = text.slice(0, CODE_LENGTH);
    const isSeen = ticket === this.last && now - this.lastAt < GONE_MS;
    this.last = ticket;
    this.lastAt = now;
    return !isSeen;
  }
}
