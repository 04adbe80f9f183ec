import { setTimeout as delay } from 'node:timers/promises';
import type { Envelope, ReservationDto } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import type { Answered } from './buyers.ts';

/** Between two tries of a buyer who was refused. */
const TRIES_AGAIN_AFTER_MS = 20;

/** Buyers who reserve and pay, one purchase after the other, and go on whatever they are answered. */
export class PatientBuyers {
  /** What the API has answered with success. */
  readonly reserved: Answered[] = [];
  readonly confirmed: Answered[] = [];
  /** Every other answer: its status, and whether it said when to try again. */
  readonly refusals = new Set<string>();
  /** When the last reservation was answered with success that was asked for after {@link expectAnew}. */
  #firstSince: number | undefined;
  #since = Infinity;
  readonly #gone: Promise<unknown>;
  #stopped = false;

  /** @param apiUrl where they buy, GA tickets of event 1 */
  constructor(
    private readonly apiUrl: string,
    count: number,
  ) {
    this.#gone = Promise.all(Array.from({ length: count }, (_, index) => this.buyOn(index)));
  }

  /** Forgets when they have reserved, and notes when they do again. */
  expectAnew(): void {
    this.#firstSince = undefined;
    this.#since = performance.now();
  }

  /** How long after {@link expectAnew} a reservation was answered with success, in milliseconds. */
  get reservedAfterMs(): number | undefined {
    return this.#firstSince === undefined ? undefined : this.#firstSince - this.#since;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#gone;
  }

  private async buyOn(index: number): Promise<void> {
    const userId = String(1 + (index % 3));
    while (!this.#stopped) {
      const askedAt = performance.now();
      const hold = await this.ask<Envelope<ReservationDto>>('/booking/reserve', {
        userId,
        tickets: [{ tier: 'GA', quantity: 1 }],
      });
      if (!hold) continue;
      if (askedAt >= this.#since) this.#firstSince ??= performance.now();
      const { bookingId, reservedTickets } = hold.body.data;
      const answered = { bookingId, ticketIds: reservedTickets.map(({ id }) => id) };
      this.reserved.push(answered);
      const payment = await this.ask('/booking/confirm', {
        userId,
        ticketIds: answered.ticketIds,
      });
      if (payment) this.confirmed.push(answered);
    }
  }

  private async ask<Body>(path: string, body: unknown): Promise<Response<Body> | undefined> {
    let refusal: string;
    try {
      const answer = await request<Body>(`${this.apiUrl}/api/v1${path}`, { body });
      if (answer.status === 200) return answer;
      const again = /^\d+$/.test(answer.headers['retry-after'] ?? '') ? ', try again' : '';
      refusal = `${String(answer.status)}${again}`;
    } catch {
      refusal = 'no answer';
    }
    this.refusals.add(refusal);
    await delay(TRIES_AGAIN_AFTER_MS);
    return undefined;
  }
}
