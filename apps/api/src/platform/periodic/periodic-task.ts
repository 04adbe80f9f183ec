import { Logger } from '@nestjs/common';

/**
 * Something that a process does again and again while it lives.
 *
 * The wait begins when the work has ended, so that a slow run is never overtaken by the next. A run
 * that fails is logged, and the next one tries again: the work must find by itself what is to be done.
 */
export class PeriodicTask {
  private readonly logger: Logger;
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /**
   * @param name as the log calls it
   * @param intervalMs between the end of a run and the begin of the next, in milliseconds
   * @param work returns true where there is more to do at once, and 'idle' where it has found nothing
   * @param retryMs between the end of a run that failed and the begin of the next, in milliseconds, where
   * something depends on it in the meantime
   * @param idleMs the same after a run that has found nothing
   */
  constructor(
    name: string,
    private readonly intervalMs: number,
    private readonly work: () => Promise<boolean | 'idle'>,
    private readonly retryMs = intervalMs,
    private readonly idleMs = intervalMs,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.runAfter(this.intervalMs);
  }

  /** Lets a run that is under way end, and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private runAfter(waitMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.run().then((nextMs) => this.runAfter(nextMs));
    }, waitMs);
  }

  /** @returns how long to wait for the next run, in milliseconds */
  private async run(): Promise<number> {
    try {
      let found: boolean | 'idle' = true;
      while (found === true && !this.stopped) found = await this.work();
      return found === 'idle' ? this.idleMs : this.intervalMs;
    } catch (error) {
      this.logger.warn(`Failed, and will be tried again: ${String(error)}`);
      return this.retryMs;
    }
  }
}
