import { Injectable } from '@nestjs/common';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { StockLedger, type EventStock } from './stock-ledger.js';

/**
 * How old the counts may be that viewers see, in milliseconds, as far as other processes' changes go.
 * Older ones make buyers choose tickets that are gone; at this age a process asks the database twice a
 * second and event while nothing changes, however many viewers it has.
 */
export const AVAILABILITY_MAX_AGE_MS = 500;

/** The stock of an event, and when it was so. */
export interface Availability {
  stock: EventStock;
  asOf: Date;
}

/**
 * What viewers see of the stock. A thousand viewers ask the database no more often than one: they share
 * a reading, until it is too old or this process has changed the stock itself. So a buyer's own
 * reservation shows in the very next answer.
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
   * This process has committed a change. Counts that were read, or are being read, may or may not
   * contain it: nobody who asks from now on is shown them.
   */
  changed(eventId: string): void {
    this.readings.forget(eventId);
  }

  private async read(eventId: string): Promise<Availability> {
    const asOf = new Date(this.clock.now());
    return { stock: await this.ledger.ofEvent(eventId), asOf };
  }
}
