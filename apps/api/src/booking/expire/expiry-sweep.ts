import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Settings } from '../../config/settings.js';
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
  private timer?: NodeJS.Timeout;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly expireHolds: ExpireHolds,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Set anew after each sweep, so that a slow one is never overtaken by the next. */
  private schedule(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.running = this.sweep().then(() => this.schedule());
    }, this.settings.EXPIRY_SWEEP_INTERVAL_MS);
  }

  private async sweep(): Promise<void> {
    try {
      let ended: number;
      do {
        ended = await this.expireHolds.execute();
        if (ended > 0) this.logger.log(`${ended} holds ended; their tickets are on sale again`);
      } while (ended === EXPIRED_AT_ONCE && !this.stopping);
    } catch (error) {
      // The next sweep finds the same holds: nothing is lost by waiting for it.
      this.logger.warn(`Ended holds could not be looked for: ${String(error)}`);
    }
  }
}
