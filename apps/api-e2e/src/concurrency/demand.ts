import type { Envelope, ProblemDto, ReservationDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import type { TierName } from '../setup/open-sale.ts';
import { untilServed } from '../setup/until-served.ts';

/** What one user asks for. */
export interface Order {
  readonly userId: string;
  readonly eventId: string;
  readonly tickets: readonly { readonly tier: TierName; readonly quantity: number }[];
}

export type ReserveAnswer = Response<Envelope<ReservationDto> | ProblemDto>;

/** Sends all orders at once, in turn to each of the processes. */
export async function sendAtOnce(
  urls: readonly string[],
  orders: readonly Order[],
): Promise<ReserveAnswer[]> {
  return Promise.all(
    orders.map((order, index) =>
      untilServed<Envelope<ReservationDto> | ProblemDto>(
        `${urls[index % urls.length] ?? ''}/api/v1/booking/reserve`,
        { body: order },
      ),
    ),
  );
}

/** So many orders of one ticket each, in turn by each of the users. */
export function singleTickets(
  count: number,
  tier: TierName,
  eventId: string,
  userIds: readonly string[],
): Order[] {
  return Array.from({ length: count }, (_, index) => ({
    userId: userIds[index % userIds.length] ?? '',
    eventId,
    tickets: [{ tier, quantity: 1 }],
  }));
}

export interface Held {
  readonly userId: string;
  readonly ticketIds: string[];
  readonly bookingId: string;
}

/** What was held, and for whom. */
export function heldBy(answers: readonly ReserveAnswer[]): Held[] {
  return answers.flatMap(({ status, body }) => {
    if (status !== 200 || !('data' in body)) return [];
    const { bookingId, reservedTickets } = body.data;
    const ticketIds = reservedTickets.map(({ id }) => id);
    return [{ userId: reservedTickets[0]?.userId ?? '', ticketIds, bookingId }];
  });
}

/** The tickets that more than one buyer was told are theirs. */
export function heldTwice(answers: readonly ReserveAnswer[]): string[] {
  const ids = heldBy(answers).flatMap(({ ticketIds }) => ticketIds);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** Expects that whoever got nothing was told why, in numbers, and that nothing broke. */
export function expectClearRefusals(answers: readonly ReserveAnswer[]): void {
  for (const { status, body } of answers) {
    if (status === 200) continue;
    expect({ status, body }).toMatchObject({
      status: 409,
      body: {
        code: expect.stringMatching(/^(SOLD_OUT|HELD_BY_OTHERS|NOT_ENOUGH_TICKETS)$/),
        available: expect.any(Number),
        requested: expect.any(Number),
      },
    });
  }
}
