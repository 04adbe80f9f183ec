import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { FOLDED_AT_ONCE, StockLedger } from './stock-ledger.js';

/**
 * Milliseconds. A second's changes are a few hundred rows, which a reader adds up in well under a
 * millisecond.
 */
const FOLD_INTERVAL_MS = 1_000;

/** Milliseconds, while nothing is sold. The first seconds of a rush wait that long, and no reader notices them. */
const IDLE_INTERVAL_MS = 3_000;

/** Compacts the stock ledger periodically. Every process does; any number may do so at once. */
@Injectable()
export class StockLedgerCompactor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(ledger: StockLedger) {
    const fold = async () => {
      const folded = await ledger.fold();
      return folded === 0 ? 'idle' : folded === FOLDED_AT_ONCE;
    };
    this.task = new PeriodicTask(
      'StockLedgerCompactor',
      FOLD_INTERVAL_MS,
      fold,
      FOLD_INTERVAL_MS,
      IDLE_INTERVAL_MS,
    );
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}
