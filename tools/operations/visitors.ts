import { setTimeout as delay } from 'node:timers/promises';

const COUNT = 8;
/** Between a visitor's requests: this looks for lost requests, not for throughput. */
const THINKING_MS = 50;

/** A page, and the stock. */
const PATHS = ['/', '/api/v1/tickets?eventId=1'];

/** Visitors who request all the time and never retry. */
export class Visitors {
  /** Answered with 200. */
  served = 0;
  readonly failures: string[] = [];
  readonly #portal: string;
  readonly #all: Promise<unknown>;
  #stopped = false;

  constructor(portal: string) {
    this.#portal = portal;
    this.#all = Promise.all(Array.from({ length: COUNT }, (_, index) => this.look(index)));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#all;
  }

  private async look(index: number): Promise<void> {
    for (let turn = index; !this.#stopped; turn += 1) {
      const path = PATHS[turn % PATHS.length] ?? '/';
      try {
        const response = await fetch(`${this.#portal}${path}`, { headers: { accept: '*/*' } });
        await response.arrayBuffer();
        if (response.ok) this.served += 1;
        else this.failures.push(`${path}: ${String(response.status)}`);
      } catch (error) {
        const { cause = error } = error as Error;
        this.failures.push(`${path}: ${String(cause)}`);
      }
      await delay(THINKING_MS);
    }
  }
}
