import { totalOf, type PricedOrder } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import { networkOf } from '../../platform/audit/network-of.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { numbersText } from '../../platform/database/numbers-text.js';
import { isKeyTaken, lockKeys } from '../../platform/idempotency/idempotency-keys.js';
import { Ids } from '../../platform/ids/ids.module.js';
import type { Offer } from '../../events/event-offers.js';
import { FreeTickets, type FreeTicket } from '../../tickets/inventory/free-tickets.js';
import type { BookedLine } from '../booking.entity.js';
import { lockBuyers } from './buyer-limits.js';
import { lockCodes } from './lock-codes.js';
import { holdOf } from './hold-terms.js';
import { quantityOf } from './order.js';
import type { BatchPlan } from './plan-batch.js';
import { describeExpected } from './reservation-dto.js';
import {
  reserveBatchStatement,
  type BatchKind,
  type BatchParameters,
  type ShortRow,
  type WrittenRow,
} from './reserve-batch.sql.js';
import { pricedOf, reservedOf, type Reserved } from './reserved.js';

/** How the writing of a plan ended. */
export type WriteResult =
  /** All of it was written: what each booking got, in their order. */
  | { status: 'written'; reserved: Reserved[] }
  /**
   * Nothing was written: so many free tickets, by the id of their stock, were found and not locked by others; undefined
   * where not all of a stock was searched, as the next try does.
   */
  | { status: 'short'; found?: Map<string, number> }
  /** Nothing was written: something stands against one of the bookings. */
  | { status: 'refused' };

/**
 * Writes a plan in one statement, which is sent together with the begin and the commit of its transaction: the process
 * waits for the database once, and no lock waits for the process.
 */
@Injectable()
export class WriteBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly freeTickets: FreeTickets,
    private readonly ids: Ids,
  ) {}

  async execute(plan: BatchPlan): Promise<WriteResult> {
    const searchAfter = plan.stocks.map(({ stockId }) =>
      this.freeTickets.hintOf(plan.offer.event.id, stockId),
    );
    const bookingIds = plan.bookings.map(() => this.ids.next());
    const rows = await this.send(plan, bookingIds, searchAfter).catch(nothingWhereAKeyIsTaken);
    const [first] = rows;
    if (!first) return { status: 'refused' };
    if (first.before === null) return this.short(plan, searchAfter, first.found);
    const written = rows.filter(isWritten);
    return { status: 'written', reserved: reservedBy(plan, bookingIds, written, first.at) };
  }

  /** Tickets that came free in another process lie before the place where a search begins. */
  private short({ offer, stocks }: BatchPlan, searchAfter: bigint[], found: number[]): WriteResult {
    const unfinished = stocks.filter(
      ({ quantity }, index) => searchAfter[index] !== 0n && (found[index] ?? 0) < quantity,
    );
    for (const { stockId } of unfinished) this.freeTickets.startOver(offer.event.id, stockId);
    if (unfinished.length > 0) return { status: 'short' };
    const byStock = stocks.map(({ stockId }, index): [string, number] => [
      stockId,
      found[index] ?? 0,
    ]);
    return { status: 'short', found: new Map(byStock) };
  }

  private async send(
    plan: BatchPlan,
    bookingIds: string[],
    searchAfter: bigint[],
  ): Promise<(WrittenRow | ShortRow)[]> {
    const { event } = plan.offer;
    const userIds = plan.bookings.map(({ command }) => command.userId);
    const areKeyed = plan.bookings.some(({ command }) => command.keyed);
    const areLimited = event.maxTicketsPerUser !== null;
    const codeIds = codeIdsOf(plan.bookings);
    const atCounter = plan.bookings[0]?.command.counter !== undefined;
    const kind = { areKeyed, areLimited, atCounter, areCoded: codeIds.length > 0 };
    const parameters = parametersOf(plan, bookingIds, searchAfter, kind);
    const { sent } = await this.transactions.run((manager, pipelined) => {
      // Before anything else, as all do who take keys; and so that the statement sees what another took.
      const keyed = plan.bookings.flatMap(({ command }) => command.keyed ?? []);
      if (areKeyed) pipelined.add(lockKeys(manager, keyed));
      // Before the tickets, as all do who lock both; and in a statement of its own, so that what they have taken
      // is counted as it is once they are locked.
      if (areLimited) pipelined.add(lockBuyers(manager, event.id, userIds));
      if (kind.areCoded) pipelined.add(lockCodes(manager, event.id, codeIds));
      const { text, valuesOf } = reserveBatchStatement(manager, kind);
      const rows = manager.query<(WrittenRow | ShortRow)[]>(text, valuesOf(parameters));
      pipelined.add(rows);
      // Within an object: a promise would be waited for, before the commit is sent.
      return Promise.resolve({ sent: rows });
    });
    return sent;
  }
}

function parametersOf(
  { offer, bookings, stocks, bookingOfSlot }: BatchPlan,
  bookingIds: string[],
  searchAfter: bigint[],
  { areKeyed, areCoded }: BatchKind,
): BatchParameters {
  const { event, version } = offer;
  const commands = bookings.map(({ command }) => command);
  const userIds = commands.map(({ userId }) => userId);
  const holds = commands.map(({ unpaidForSeconds }) => holdOf(unpaidForSeconds, offer));
  const kinds = kindsOf(bookings, offer.terms);
  const answers = bookings.map(({ command, order, codes }, index) => {
    if (!command.keyed) return null;
    const expected = {
      id: bookingIds[index] ?? '',
      quantity: quantityOf(order),
      totalMinor: kinds[index]?.totalMinor ?? 0,
      currency: event.currency,
      holdSeconds: holds[index]?.seconds ?? 0,
      codes,
    };
    return JSON.stringify(describeExpected(expected));
  });
  return {
    eventId: event.id,
    offerVersion: version,
    currency: event.currency,
    stockIds: numbersText(stocks.map(({ stockId }) => stockId)),
    searchAfter: numbersText(searchAfter.map(String)),
    quantities: numbersText(stocks.map(({ quantity }) => quantity)),
    slotsBefore: numbersText(stocks.map(({ before }) => before)),
    bookingOfSlot: numbersText(bookingOfSlot),
    bookingIds: numbersText(bookingIds),
    userIds: numbersText(userIds),
    holdSeconds: numbersText(holds.map(({ seconds }) => seconds)),
    holdExtensions: numbersText(holds.map(({ extensions }) => extensions)),
    totals: numbersText(kinds.map(({ totalMinor }) => totalMinor)),
    kindsOfLines: [...new Set(kinds)].map(({ priced }) => JSON.stringify(priced.lines)),
    kindsOfCharges: [...new Set(kinds)].map(
      ({ priced: { charges } }) => charges && JSON.stringify(charges),
    ),
    kindOfBooking: numbersText(kinds.map(({ number }) => number)),
    buyers: numbersText([...new Set(userIds)]),
    actorIds: numbersText(commands.map(({ actor }) => actor.actorId)),
    actorRoles: commands.map(({ actor }) => actor.actorRole),
    networks: commands.map(({ actor }) => networkOf(actor.ip)),
    requestIds: commands.map(({ actor }) => actor.requestId),
    ...(areCoded && {
      codesOfBooking: bookings.map(({ codes }) =>
        codes.length === 0 ? null : `{${codes.map(({ id }) => id).join(',')}}`,
      ),
    }),
    ...(areKeyed && {
      keyCallers: commands.map(({ keyed }) => keyed?.caller ?? null),
      keys: commands.map(({ keyed }) => keyed?.key ?? null),
      fingerprints: commands.map(({ keyed }) => keyed?.fingerprint ?? null),
      answers,
    }),
  };
}

/** The codes that some bookings use, each once and in the order of their ids. */
function codeIdsOf(bookings: BatchPlan['bookings']): string[] {
  const ids = new Set(bookings.flatMap(({ codes }) => codes.map(({ id }) => id)));
  return [...ids].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
}

/** Orders of the same tickets, at the prices of the offer. */
interface OrderKind {
  /** Among the kinds of a batch, from one. */
  number: number;
  priced: PricedOrder<BookedLine>;
  totalMinor: number;
}

/** The kind of each order: most buyers want what others want, and the database reads each kind once. */
function kindsOf(bookings: BatchPlan['bookings'], terms: Offer['terms']): OrderKind[] {
  const kinds = new Map<string, OrderKind>();
  return bookings.map(({ order, codes }) => {
    const name = order
      .map(
        ({ tier, ticketType, allotment, quantity, isFree }) =>
          `${quantity} of ${ticketType?.id ?? tier.id} ${allotment?.id ?? ''}${isFree ? ' free' : ''}`,
      )
      // What they cost, and which stock they are of, is up to the codes.
      .concat(codes.map(({ id }) => `by ${id}`))
      .join();
    let kind = kinds.get(name);
    if (!kind) {
      const priced = pricedOf(order, terms, codes);
      kind = { number: kinds.size + 1, priced, totalMinor: totalOf(priced) };
      kinds.set(name, kind);
    }
    return kind;
  });
}

function reservedBy(
  { offer, bookings }: BatchPlan,
  bookingIds: string[],
  rows: WrittenRow[],
  now: Date,
): Reserved[] {
  const slots = ticketsInSlots(rows);
  return bookings.map(({ command, order, codes, firstSlots }, index) => {
    const { userId, unpaidForSeconds } = command;
    const buyer = {
      bookingId: bookingIds[index] ?? '',
      userId,
      hold: holdOf(unpaidForSeconds, offer),
    };
    const tickets = order.map(({ quantity }, line) => {
      const first = firstSlots[line] ?? 0;
      return slots.slice(first, first + quantity);
    });
    return reservedOf(buyer, order, offer, codes, now, tickets);
  });
}

/** The tickets in the order of their slots. */
function ticketsInSlots(rows: WrittenRow[]): FreeTicket[] {
  const slots: FreeTicket[] = [];
  let createdAt = new Date(0);
  for (const { before, ids, createdMs } of rows) {
    const times = createdMs.split(',');
    ids.split(',').forEach((id, index) => {
      const time = Number(times[index] ?? times[0]);
      // Most tickets of a tier are made at once, and share what says so.
      if (createdAt.getTime() !== time) createdAt = new Date(time);
      slots[before + index] = { id, createdAt };
    });
  }
  return slots;
}

function isWritten(row: WrittenRow | ShortRow): row is WrittenRow {
  return row.before !== null;
}

/** Another request with one of the keys was carried out at the same moment. */
function nothingWhereAKeyIsTaken(error: unknown): (WrittenRow | ShortRow)[] {
  if (isKeyTaken(error)) return [];
  throw error;
}
