/** The queue of a semaphore is full. */
export class TooManyWaitingError extends Error {}

/** Runs a bounded number of tasks at once; further ones queue, first come, first served. */
export class Semaphore {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param atOnce how many run at once
   * @param waitingMax how many may queue
   */
  constructor(
    private readonly atOnce: number,
    private readonly waitingMax: number,
  ) {}

  /** @throws TooManyWaitingError if the work wasn't started */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else await this.slot();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Hand the slot over, so that a newcomer can't overtake the queue.
      if (next) next();
      else this.running -= 1;
    }
  }

  private slot(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) {
      return Promise.reject(new TooManyWaitingError('Too many tasks are waiting.'));
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
