import { Injectable } from '@nestjs/common';
import { networkOf } from '../../platform/audit/network-of.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { numbersText } from '../../platform/database/numbers-text.js';
import { EventCatalogue, type HoldTerms, type Offer } from '../../events/event-catalogue.js';
import { isKeyTaken, lockKeys, nameOf } from '../../platform/idempotency/idempotency-keys.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { FreeTickets, type FreeTicket } from '../../tickets/inventory/free-tickets.js';
import type { BookedLine } from '../booking.entity.js';
import { totalOf } from '../insert-bookings.js';
import { reserveAtOnceSql, type GivenRow, type NoneRow } from './at-once-sql.js';
import { lockBuyers } from './buyer-limits.js';
import { readCommand, type Candidate, type ReserveCommand } from './candidate.js';
import { holdOf } from './hold-terms.js';
import { isTooLarge, quantityOf } from './order.js';
import { placesOf, type Places } from './places.js';
import { describeExpected } from './reservation-dto.js';
import { linesOf, reservedOf, type Reserved } from './reserved.js';

/**
 * For how long an event whose tickets were not found at once is not tried so again, in milliseconds: at
 * the end of a sale, each try would be one transaction more for nothing.
 */
const PAUSE_MS = 100;

/** Most events of which that is kept in mind. */
const PAUSED_MAX = 10_000;

/**
 * Carries out a batch in one statement, which is sent together with the begin and the commit of its
 * transaction: the process waits for the database once, and no lock waits for the process.
 *
 * For that, all but the tickets must be known before: the event's offer as this process last read it,
 * which the statement compares with what is there, and nothing that stands against any of the requests. The
 * statement also looks whether the buyers exist and may buy, and whether each stays within the event's
 * limit. Where that is not so, nothing is done here, and the batch goes step by step
 * ({@link ReserveBatch}), which finds for each request its own reason.
 */
@Injectable()
export class ReserveAtOnce {
  private readonly pausedUntilMs = new Map<string, number>();

  constructor(
    private readonly transactions: Transactions,
    private readonly catalogue: EventCatalogue,
    private readonly freeTickets: FreeTickets,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns what each command got, in their order; undefined where the batch must go step by step:
   * nothing was changed then
   */
  async carryOut(eventId: string, commands: ReserveCommand[]): Promise<Reserved[] | undefined> {
    const offer = this.catalogue.lastOffer(eventId);
    if (!offer || this.isPaused(eventId)) return undefined;
    const candidates = this.read(commands, offer);
    if (!candidates) return undefined;
    const places = placesOf(candidates);
    const bookingIds = candidates.map(() => this.ids.next());
    const rows = await this.send(offer, candidates, places, bookingIds).catch(noneWhereAKeyIsTaken);
    const [first] = rows;
    if (!first) return undefined;
    if (first.before === null) {
      this.pause(eventId);
      return undefined;
    }
    const { at: now } = first;
    const line = lineOf(rows.filter(isGiven));
    return candidates.map(({ command: { userId, unpaidForSeconds }, order }, index) => {
      const begins = places.begins[index]?.values();
      const hold = holdOf(unpaidForSeconds, offer);
      const buyer = { bookingId: bookingIds[index] ?? '', userId, hold };
      return reservedOf(buyer, order, offer, now, (of) => {
        const begin = begins?.next().value ?? 0;
        return line.slice(begin, begin + of.quantity);
      });
    });
  }

  private pause(eventId: string): void {
    if (this.pausedUntilMs.size >= PAUSED_MAX) this.pausedUntilMs.clear();
    this.pausedUntilMs.set(eventId, this.clock.elapsed() + PAUSE_MS);
  }

  private isPaused(eventId: string): boolean {
    const until = this.pausedUntilMs.get(eventId);
    if (until === undefined) return false;
    if (this.clock.elapsed() < until) return true;
    this.pausedUntilMs.delete(eventId);
    return false;
  }

  /** @returns undefined where something stands against one of the commands, or might */
  private read(commands: ReserveCommand[], offer: Offer): Candidate[] | undefined {
    const { maxTicketsPerBooking, maxTicketsPerUser } = offer.event;
    const most = Math.min(maxTicketsPerBooking ?? Infinity, maxTicketsPerUser ?? Infinity);
    const candidates: Candidate[] = [];
    const keys = new Set<string>();
    for (const command of commands) {
      if (command.keyed) {
        // One request twice, or two with one key: they are told apart step by step.
        if (keys.has(nameOf(command.keyed))) return undefined;
        keys.add(nameOf(command.keyed));
      }
      try {
        const order = readCommand(command, offer);
        if (quantityOf(order) > most || isTooLarge(order)) return undefined;
        candidates.push({ command, order });
      } catch (error) {
        if (error instanceof DomainError) return undefined;
        throw error;
      }
    }
    return candidates;
  }

  private async send(
    offer: Offer,
    candidates: Candidate[],
    places: Places,
    bookingIds: string[],
  ): Promise<(GivenRow | NoneRow)[]> {
    const { event, version } = offer;
    const wanted = places.tiers;
    const areKeyed = candidates.some(({ command }) => command.keyed);
    const areLimited = event.maxTicketsPerUser !== null;
    const userIds = candidates.map(({ command }) => command.userId);
    const kinds = kindsOf(candidates);
    const holds = candidates.map(({ command }) => holdOf(command.unpaidForSeconds, offer));
    const actors = candidates.map(({ command }) => command.actor);
    const { sent } = await this.transactions.run((manager, unawaited) => {
      // Before anything else, as all do who take keys; and so that the statement sees what another took.
      const keyed = candidates.flatMap(({ command }) => command.keyed ?? []);
      if (areKeyed) unawaited.add(lockKeys(manager, keyed));
      // Before the tickets, as all do who lock both; and in a statement of its own, so that what they have taken
      // is counted as it is once they are locked.
      if (areLimited) unawaited.add(lockBuyers(manager, event.id, userIds));
      const rows = manager.query<(GivenRow | NoneRow)[]>(
        reserveAtOnceSql(manager, { areKeyed, areLimited }),
        [
          event.id,
          version,
          numbersText(holds.map(({ seconds }) => seconds)),
          numbersText(wanted.map(({ tierId }) => tierId)),
          numbersText(
            wanted.map(({ tierId }) => String(this.freeTickets.hintOf(event.id, tierId))),
          ),
          numbersText(wanted.map(({ quantity }) => quantity)),
          numbersText(wanted.map(({ before }) => before)),
          numbersText(holds.map(({ extensions }) => extensions)),
          numbersText(places.bookings),
          numbersText(bookingIds),
          numbersText(userIds),
          [...new Set(kinds)].map(({ lines }) => JSON.stringify(lines)),
          numbersText(kinds.map(({ totalMinor }) => totalMinor)),
          event.currency,
          numbersText(actors.map(({ actorId }) => actorId)),
          actors.map(({ actorRole }) => actorRole),
          actors.map(({ ip }) => networkOf(ip)),
          actors.map(({ requestId }) => requestId),
          numbersText(kinds.map(({ number }) => number)),
          numbersText([...new Set(userIds)]),
          ...(areKeyed ? keyedParameters(candidates, kinds, bookingIds, offer, holds) : []),
        ],
      );
      unawaited.add(rows);
      // Within an object: a promise would be waited for, before the commit is sent.
      return Promise.resolve({ sent: rows });
    });
    return sent;
  }
}

/** Orders of the same tickets, at the prices of the offer. */
interface OrderKind {
  /** Among the kinds of a batch, from one. */
  number: number;
  lines: BookedLine[];
  totalMinor: number;
}

/** Which kind each order is of: most buyers want what others want, and the database reads each kind once. */
function kindsOf(candidates: Candidate[]): OrderKind[] {
  const kinds = new Map<string, OrderKind>();
  return candidates.map(({ order }) => {
    const name = order.map(({ tier, quantity }) => `${quantity} of ${tier.id}`).join();
    let kind = kinds.get(name);
    if (!kind) {
      const lines = linesOf(order);
      kind = { number: kinds.size + 1, lines, totalMinor: totalOf(lines) };
      kinds.set(name, kind);
    }
    return kind;
  });
}

/** The keys of those requests that name one, and their answers as far as they are known. */
function keyedParameters(
  candidates: Candidate[],
  kinds: OrderKind[],
  bookingIds: string[],
  { event: { currency } }: Offer,
  holds: HoldTerms[],
): (string | null)[][] {
  const keyed = candidates.map(({ command }) => command.keyed);
  return [
    keyed.map((key) => key?.caller ?? null),
    keyed.map((key) => key?.key ?? null),
    keyed.map((key) => key?.fingerprint ?? null),
    candidates.map(({ order }, index) => {
      if (!keyed[index]) return null;
      const expected = {
        id: bookingIds[index] ?? '',
        quantity: quantityOf(order),
        totalMinor: kinds[index]?.totalMinor ?? 0,
        currency,
        holdSeconds: holds[index]?.seconds ?? 0,
      };
      return JSON.stringify(describeExpected(expected));
    }),
  ];
}

/** The tickets in the order of their places. */
function lineOf(rows: GivenRow[]): FreeTicket[] {
  const line: FreeTicket[] = [];
  let createdAt = new Date(0);
  for (const { before, ids, createdMs } of rows) {
    const times = createdMs.split(',');
    ids.split(',').forEach((id, index) => {
      const time = Number(times[index] ?? times[0]);
      // Most tickets of a tier are made at once, and share what says so.
      if (createdAt.getTime() !== time) createdAt = new Date(time);
      line[before + index] = { id, createdAt };
    });
  }
  return line;
}

function isGiven(row: GivenRow | NoneRow): row is GivenRow {
  return row.before !== null;
}

function noneWhereAKeyIsTaken(error: unknown): (GivenRow | NoneRow)[] {
  if (isKeyTaken(error)) return [];
  throw error;
}
