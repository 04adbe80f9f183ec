import { Injectable } from '@nestjs/common';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { StockLedger, type EventStock } from './stock-ledger.js';

/**
 * Maximum age in milliseconds of counts that other processes may have changed. Older ones let buyers choose
 * tickets that are gone; at this age a process queries twice a second per event, however many viewers it has.
 */
export const AVAILABILITY_MAX_AGE_MS = 500;

/** The stock of an event at one moment. */
export interface Availability {
  stock: EventStock;
  asOf: Date;
}

/**
 * The stock as viewers see it. They share a reading until it is too old or this process has changed the
 * stock, so a thousand viewers cost as many queries as one, and a buyer's own reservation shows in the next
 * answer.
 */
@Injectable()
export class EventAvailability {
  private readonly readings: CoalescingCache<Availability>;

  constructor(
    private readonly ledger: StockLedger,
    private readonly clock: Clock,
  ) {
    this.readings = new CoalescingCache(
      AVAILABILITY_MAX_AGE_MS,
      (eventId) => this.read(eventId),
      () => clock.elapsed(),
    );
  }

  ofEvent(eventId: string): Promise<Availability> {
    return this.readings.get(eventId);
  }

  /**
   * This process has committed a change. Readings that may not contain it, finished or under way, aren't
   * shown to later callers.
   */
  changed(eventId: string): void {
    this.readings.forget(eventId);
  }

  private async read(eventId: string): Promise<Availability> {
    const asOf = new Date(this.clock.now());
    return { stock: await this.ledger.ofEvent(eventId), asOf };
  }
}
