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

/** Compacts the stock ledger periodically. Every process does; any number may do so at once. */
@Injectable()
export class StockLedgerCompactor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(ledger: StockLedger) {
    this.task = new PeriodicTask('StockLedgerCompactor', FOLD_INTERVAL_MS, async () => {
      return (await ledger.fold()) === FOLDED_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}
