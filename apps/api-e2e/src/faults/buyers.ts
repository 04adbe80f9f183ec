import type { Envelope, ReservationDto } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import type { DatabaseWindow } from '../setup/database-window.ts';

export interface Answered {
  readonly bookingId: string;
  readonly ticketIds: string[];
}

/**
 * Buyers who reserve and pay, one purchase after the other, each until a request of theirs fails:
 * then whatever they depend on has been taken away.
 */
export class Buyers {
  /** What the API has answered with success. */
  readonly reserved: Answered[] = [];
  readonly confirmed: Answered[] = [];
  /** Statuses of the answers that ended a buyer's purchases; `none` where none came. */
  readonly failures: (number | 'none')[] = [];
  readonly #gone: Promise<unknown>;

  /** @param apiUrl where they buy, GA tickets of event 1 */
  constructor(
    private readonly apiUrl: string,
    count: number,
  ) {
    this.#gone = Promise.all(Array.from({ length: count }, (_, index) => this.buyOn(index)));
  }

  /** Settles when all have given up. */
  async gone(): Promise<void> {
    await this.#gone;
  }

  private async buyOn(index: number): Promise<void> {
    const userId = String(1 + (index % 3));
    for (;;) {
      const hold = await this.ask<Envelope<ReservationDto>>('/booking/reserve', {
        userId,
        tickets: [{ tier: 'GA', quantity: 2 }],
      });
      if (!hold) return;
      const { bookingId, reservedTickets } = hold.body.data;
      const answered = { bookingId, ticketIds: reservedTickets.map(({ id }) => id) };
      this.reserved.push(answered);
      const payment = await this.ask('/booking/confirm', {
        userId,
        ticketIds: answered.ticketIds,
      });
      if (!payment) return;
      this.confirmed.push(answered);
    }
  }

  private async ask<Body>(path: string, body: unknown): Promise<Response<Body> | undefined> {
    try {
      const answer = await request<Body>(`${this.apiUrl}/api/v1${path}`, { body });
      if (answer.status === 200) return answer;
      this.failures.push(answer.status);
    } catch {
      this.failures.push('none');
    }
    return undefined;
  }
}

interface BookingRow {
  readonly id: string;
  readonly status: string;
  readonly ticket_ids: string[];
}

async function bookingsById(sql: DatabaseWindow): Promise<Map<string, BookingRow>> {
  const rows = await sql.rows<BookingRow>('SELECT id, status, ticket_ids FROM bookings');
  return new Map(rows.map((row) => [row.id, row]));
}

/** Expects that every hold that was answered with success is in the database, or paid for. */
export async function expectHoldsKept(
  sql: DatabaseWindow,
  { reserved }: Pick<Buyers, 'reserved'>,
): Promise<void> {
  const bookings = await bookingsById(sql);
  for (const { bookingId, ticketIds } of reserved) {
    // A payment may have been taken whose answer was lost.
    expect(bookings.get(bookingId)).toEqual({
      id: bookingId,
      status: expect.stringMatching(/^(pending|confirmed)$/),
      ticket_ids: ticketIds,
    });
  }
}

/** Expects that every payment that was answered with success is in the database. */
export async function expectPaymentsKept(
  sql: DatabaseWindow,
  { confirmed }: Pick<Buyers, 'confirmed'>,
): Promise<void> {
  const bookings = await bookingsById(sql);
  for (const { bookingId, ticketIds } of confirmed) {
    expect(bookings.get(bookingId)).toEqual({
      id: bookingId,
      status: 'confirmed',
      ticket_ids: ticketIds,
    });
  }
}
