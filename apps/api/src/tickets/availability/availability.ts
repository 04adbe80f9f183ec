import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { StockLedger, type EventStock, type TierStock } from './stock-ledger.js';

/**
 * How old the counts may be that viewers see, in milliseconds. Older ones make buyers choose
 * tickets that are gone; at this age a process asks the database twice a second and event, however
 * many viewers it has.
 */
export const AVAILABILITY_MAX_AGE_MS = 500;

/** Counts of this age at the most, when changes of this process fell into the time of their reading. */
const UNCERTAIN_MAX_AGE_MS = 50;

/** Events whose counts are kept; far more than are on sale at one moment. */
const EVENTS_KEPT_MAX = 1_000;

/** The stock of an event, and when it was so. */
export interface Availability {
  stock: EventStock;
  asOf: Date;
}

interface Kept extends Availability {
  readAtMs: number;
  maxAgeMs: number;
}

/**
 * What viewers see of the stock. A thousand viewers ask the database no more often than one: counts
 * are kept for at most {@link AVAILABILITY_MAX_AGE_MS}, and whoever asks while they are being read
 * waits for that reading.
 *
 * What this process itself commits is added to the kept counts at once, so that a buyer's own
 * reservation shows in the very next answer. Where such a change falls into the time of a reading,
 * nobody knows whether the reading has seen it; such counts are kept for a moment only.
 */
@Injectable()
export class EventAvailability {
  private readonly kept = new Map<string, Kept>();
  private readonly readings = new Map<string, { reading: Promise<Kept>; crossed: boolean }>();

  constructor(
    private readonly ledger: StockLedger,
    private readonly clock: Clock,
  ) {}

  async ofEvent(eventId: string): Promise<Availability> {
    const kept = this.kept.get(eventId);
    if (kept && this.clock.elapsed() - kept.readAtMs < kept.maxAgeMs) return kept;
    const under = this.readings.get(eventId);
    if (under) return under.reading;
    return this.read(eventId);
  }

  /** Adds what this process has just committed. */
  changed(eventId: string, tierId: string, change: TierStock): void {
    const under = this.readings.get(eventId);
    if (under) under.crossed = true;
    const kept = this.kept.get(eventId);
    if (!kept) return;
    const tier = kept.stock.get(tierId) ?? { available: 0, held: 0, booked: 0 };
    kept.stock.set(tierId, {
      available: tier.available + change.available,
      held: tier.held + change.held,
      booked: tier.booked + change.booked,
    });
    kept.asOf = new Date(this.clock.now());
  }

  private read(eventId: string): Promise<Kept> {
    const entry = { reading: this.readNow(eventId), crossed: false };
    this.readings.set(eventId, entry);
    entry.reading
      .then((kept) => {
        if (entry.crossed) kept.maxAgeMs = UNCERTAIN_MAX_AGE_MS;
        if (this.kept.size >= EVENTS_KEPT_MAX) this.kept.clear();
        this.kept.set(eventId, kept);
      })
      // Whoever asked is told by the same promise.
      .catch(() => undefined)
      .finally(() => this.readings.delete(eventId));
    return entry.reading;
  }

  private async readNow(eventId: string): Promise<Kept> {
    const asOf = new Date(this.clock.now());
    const readAtMs = this.clock.elapsed();
    const stock = await this.ledger.ofEvent(eventId);
    return { stock, asOf, readAtMs, maxAgeMs: AVAILABILITY_MAX_AGE_MS };
  }
}
