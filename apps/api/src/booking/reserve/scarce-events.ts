import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';

/**
 * How long an event counts as scarce after too few tickets were found, in milliseconds: at the end of a sale, each
 * try to write before looking at the stock would be one transaction more for nothing.
 */
const SCARCE_FOR_MS = 100;

/** Most events that are kept in mind. */
const EVENTS_MAX = 10_000;

/** Events of which this process has just found too few free tickets. */
@Injectable()
export class ScarceEvents {
  private readonly untilMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  add(eventId: string): void {
    if (this.untilMs.size >= EVENTS_MAX) this.untilMs.clear();
    this.untilMs.set(eventId, this.clock.elapsed() + SCARCE_FOR_MS);
  }

  has(eventId: string): boolean {
    const until = this.untilMs.get(eventId);
    if (until === undefined) return false;
    if (this.clock.elapsed() < until) return true;
    this.untilMs.delete(eventId);
    return false;
  }
}
