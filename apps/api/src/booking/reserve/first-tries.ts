import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';

/** How often the counts are logged, in milliseconds, where there was anything to count. */
const LOGGED_EVERY_MS = 60_000;

/**
 * How the first try of a batch ended:
 *
 * - `written`: as planned.
 * - `short`: too few free tickets were found.
 * - `offerChanged`: the event or a tier had been changed since this process last read it.
 * - `replayed`: a request was answered before.
 * - `buyerRefused`: a buyer may not buy, or would pass the limit.
 * - `raced`: nothing stood against it any more when it was looked into: another request was quicker, or two of one
 *   buyer passed the limit only together.
 * - `unplanned`: it was not tried: the offer was not known yet, the event was scarce, or no order fitted the offer.
 */
export type FirstTry =
  'written' | 'short' | 'offerChanged' | 'replayed' | 'buyerRefused' | 'raced' | 'unplanned';

/**
 * Counts how the first tries of this process's batches ended. A batch that is written at once costs one round trip;
 * these counts say how many were, and what kept the others from it.
 */
@Injectable()
export class FirstTries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Reservations');
  private readonly task = new PeriodicTask('Reservations', LOGGED_EVERY_MS, () => this.log());
  private counts = new Map<FirstTry, number>();

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
    await this.log();
  }

  count(end: FirstTry): void {
    this.counts.set(end, (this.counts.get(end) ?? 0) + 1);
  }

  /** The counts since they were last logged. */
  read(): Partial<Record<FirstTry, number>> {
    return Object.fromEntries(this.counts);
  }

  private log(): Promise<boolean> {
    if (this.counts.size > 0) {
      this.logger.log({ batches: this.read() }, 'First tries of reservation batches');
      this.counts = new Map();
    }
    return Promise.resolve(false);
  }
}
