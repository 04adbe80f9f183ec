/** More wait than may. */
export class TooManyWaitingError extends Error {}

/** Lets a few pieces of work run at once; the others wait for their turn, in the order they came. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param atOnce how many run at once
   * @param waitingMax how many may wait
   */
  constructor(
    private readonly atOnce: number,
    private readonly waitingMax: number,
  ) {}

  /** @throws TooManyWaitingError where the work was not even begun */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever is next takes over the place, so that nobody who comes just now gets ahead.
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) {
      return Promise.reject(new TooManyWaitingError('Too many wait already.'));
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
