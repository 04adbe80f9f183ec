import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Settings } from '../../platform/config/settings.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { EXPIRED_AT_ONCE, ExpireHolds } from './expire-holds.js';

/**
 * Looks for ended holds at a fixed interval, from the start of the process on: also when nobody
 * asks for anything, and for holds that ended while no process ran.
 *
 * A timer of the process, not a job of the queue: a queue's schedule counts in minutes, and the
 * tickets of an ended hold should be on sale again within about a second. The sweep needs no memory
 * of its own, so a lost timer loses nothing; every process sweeps, and none depends on another.
 */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ExpirySweep');
  private readonly task: PeriodicTask;

  constructor(expireHolds: ExpireHolds, settings: Settings) {
    this.task = new PeriodicTask('ExpirySweep', settings.EXPIRY_SWEEP_INTERVAL_MS, async () => {
      const ended = await expireHolds.execute();
      if (ended > 0) this.logger.log(`${ended} holds ended; their tickets are on sale again`);
      return ended === EXPIRED_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}
