import type { Envelope, ProblemDto, ReservationDto, WaitlistEntryDto } from '@boxoffice/contracts';
import { request, type Response, type RunningApi } from '@boxoffice/testing';
import { heldBy, sendAtOnce, singleTickets, type Held } from '../concurrency/demand.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import type { DatabaseWindow } from '../setup/database-window.ts';
import { addUsers, openSale, type Sale, type TierName } from '../setup/open-sale.ts';
import type { Randomness } from '../setup/randomness.ts';
import { untilServed } from '../setup/until-served.ts';

/** An entry of a waitlist, and what it was offered, as the database says. */
export interface Entry {
  readonly id: string;
  readonly state: string;
  readonly quantity: number;
  readonly allOrNothing: boolean;
  readonly bookingId: string | null;
  readonly tickets: number;
  /** In the order in which they were offered tickets; null: they weren't. */
  readonly offered: number | null;
}

/** All of a list, in the order in which they joined. */
export function entriesOf(sql: DatabaseWindow, eventId: string): Promise<Entry[]> {
  return sql.rows<Entry>(
    `SELECT entry.id, entry.state, entry.quantity, entry.all_or_nothing AS "allOrNothing",
       entry.booking_id AS "bookingId",
       (SELECT coalesce(sum((line->>'quantity')::integer), 0)::integer
        FROM jsonb_array_elements(booking.lines) AS line) AS tickets,
       CASE WHEN entry.state = 'offered' THEN
         row_number() OVER (ORDER BY entry.state <> 'offered', entry.ended_at)::integer END AS offered
     FROM waitlist_entries AS entry
     LEFT JOIN bookings AS booking
       ON booking.id = entry.booking_id AND booking.event_id = entry.event_id
     WHERE entry.event_id = $1 ORDER BY entry.place`,
    [eventId],
  );
}

/** With fewer tickets, somebody is offered none. */
export function neededBy({ quantity, allOrNothing }: Entry): number {
  return allOrNothing ? quantity : 1;
}

/** Those who were offered tickets before somebody who joined earlier and would have taken as few. */
export function outOfOrder(entries: readonly Entry[]): string[] {
  return entries.flatMap((entry, index) => {
    if (entry.offered === null) return [];
    const { offered } = entry;
    const passed = entries
      .slice(0, index)
      .filter((before) => before.state === 'waiting' || before.state === 'offered')
      .some(
        (before) => neededBy(before) <= neededBy(entry) && (before.offered ?? Infinity) > offered,
      );
    return passed ? [entry.id] : [];
  });
}

/** Groups that got a part of what they need, and others that got more than they wanted, or nothing. */
export function brokenGroups(entries: readonly Entry[]): string[] {
  return entries
    .filter(({ state }) => state === 'offered')
    .filter(({ quantity, allOrNothing, tickets }) =>
      allOrNothing ? tickets !== quantity : tickets < 1 || tickets > quantity,
    )
    .map(({ id }) => id);
}

/** A sold-out sale: single tickets, all held, by so many different buyers. */
export async function soldOut(
  api: ApiUnderTest,
  tickets: number,
): Promise<{ sale: Sale; held: Held[] }> {
  const sale = await openSale(api.sql, { GA: tickets });
  const buyers = await addUsers(api.sql, tickets);
  const orders = singleTickets(tickets, 'GA', sale.eventId, buyers);
  const held = heldBy(await sendAtOnce([api.process.url], orders));
  expect(held).toHaveLength(tickets);
  return { sale, held };
}

/** A tier of a sale, by default the one that {@link soldOut} sells. */
export async function tierOf(
  sql: DatabaseWindow,
  eventId: string,
  name: TierName = 'GA',
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    'SELECT id FROM tiers WHERE event_id = $1 AND name = $2',
    [eventId, name],
  );
  return id;
}

export type JoinAnswer = Response<Envelope<WaitlistEntryDto> & ProblemDto>;

/** Many who join at once, at all processes: couples, groups, and people who take what they get. */
export async function joinAll(
  urls: readonly string[],
  { eventId, tierId }: { eventId: string; tierId: string },
  userIds: readonly string[],
  chance: Randomness,
): Promise<JoinAnswer[]> {
  const bodies = userIds.map((userId) => ({
    userId,
    tickets: [{ tierId }],
    quantity: 1 + chance.below(4),
    allOrNothing: chance.below(3) > 0,
  }));
  return Promise.all(
    bodies.map((body, index) =>
      untilServed<Envelope<WaitlistEntryDto> & ProblemDto>(
        `${urls[index % urls.length] ?? ''}/api/v1/events/${eventId}/waitlist`,
        { body },
      ),
    ),
  );
}

/** Buyers who never give up: each asks for a ticket again and again, past the list. */
export class Pushers {
  readonly got: string[] = [];
  #isOver = false;
  readonly #all: Promise<unknown>;

  /** @param processes those that are asked, of which some may end */
  constructor(
    private readonly processes: () => readonly RunningApi[],
    private readonly eventId: string,
    userIds: readonly string[],
  ) {
    this.#all = Promise.all(userIds.map((userId, index) => this.#push(userId, index)));
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#all;
  }

  async #push(userId: string, index: number): Promise<void> {
    const body = { userId, eventId: this.eventId, tickets: [{ tier: 'GA', quantity: 1 }] };
    for (let tries = index; !this.#isOver; tries += 1) {
      const processes = this.processes();
      const url = `${processes[tries % processes.length]?.url ?? ''}/api/v1/booking/reserve`;
      // Of a process that was killed, there is no answer.
      const answer = await request<Envelope<ReservationDto>>(url, { body }).catch(() => undefined);
      if (answer?.status === 200) this.got.push(answer.body.data.bookingId);
    }
  }
}
