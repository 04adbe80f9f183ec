import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Between two requests of a client: the test is about lost requests, not about how many there can be. */
const THINKING_MS = 100;

/**
 * Clients that each make one request after the other, on a connection that is kept, and repeat nothing:
 * reading what is on sale, and reserving tickets.
 */
export class SteadyClients {
  /** How many requests were answered, by status. */
  readonly answered = new Map<number, number>();
  /** What became of the requests that failed: an answer of the proxy's own, or none. */
  readonly failures: string[] = [];
  readonly #agent: Agent;
  readonly #all: Promise<unknown>;
  #stopped = false;

  constructor(
    private readonly url: string,
    private readonly eventId: string,
    count: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: count });
    this.#all = Promise.all(Array.from({ length: count }, (_, index) => this.goOn(index)));
  }

  get count(): number {
    return [...this.answered.values()].reduce((sum, one) => sum + one, 0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#all;
    this.#agent.destroy();
  }

  private async goOn(index: number): Promise<void> {
    for (let turn = index; !this.#stopped; turn += 1) {
      try {
        const status = turn % 2 === 0 ? await this.read() : await this.reserve();
        this.answered.set(status, (this.answered.get(status) ?? 0) + 1);
        if (status !== 200) this.failures.push(String(status));
      } catch (error) {
        this.failures.push((error as NodeJS.ErrnoException).code ?? String(error));
      }
      await delay(THINKING_MS);
    }
  }

  private read(): Promise<number> {
    return this.send('GET', `/api/v1/tickets?eventId=${this.eventId}&limit=1`);
  }

  private reserve(): Promise<number> {
    const tickets = [{ tier: 'GA', quantity: 1 }];
    return this.send('POST', '/api/v1/booking/reserve', {
      userId: '1',
      eventId: this.eventId,
      tickets,
    });
  }

  private send(method: string, path: string, body?: unknown): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${this.url}${path}`,
        { method, agent: this.#agent, headers: { 'content-type': 'application/json' } },
        (response) => {
          response.resume();
          response.once('error', reject);
          response.once('end', () => {
            resolve(response.statusCode ?? 0);
          });
        },
      );
      request.once('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
