import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { PeriodicTask } from '../periodic/periodic-task.js';
import { IdempotencyKeys, SWEPT_AT_ONCE } from './idempotency-keys.js';

/** How often old keys are removed, in milliseconds. A key may live a minute longer than it must. */
const SWEEP_INTERVAL_MS = 60_000;

/** Removes keys whose time is over, in every process. */
@Injectable()
export class KeySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;

  constructor(keys: IdempotencyKeys, settings: Settings) {
    this.task = new PeriodicTask('KeySweep', SWEEP_INTERVAL_MS, async () => {
      return (await keys.sweep(settings.IDEMPOTENCY_KEY_RETENTION_HOURS)) === SWEPT_AT_ONCE;
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }
}
