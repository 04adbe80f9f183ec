import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { FOLDED_AT_ONCE, SalesLedger } from './sales-ledger.js';

/**
 * Milliseconds. Ten seconds of a rush are some thousand rows, which a reader adds up in a few milliseconds; more often
 * would only make an idle process ask more.
 */
const FOLD_INTERVAL_MS = 10_000;

/** Compacts the sales ledger periodically. Every process does; any number may do so at once. */
@Injectable()
export class SalesLedgerCompactor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(ledger: SalesLedger) {
    this.task = new PeriodicTask('SalesLedgerCompactor', FOLD_INTERVAL_MS, async () => {
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
