import type { ReservationDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { TryAgainError, type Outcome } from '../../platform/batching/batch-queue.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import type { PipelinedStatements } from '../../platform/database/pipelined-statements.js';
import { EventCatalogue, type Offer } from '../../events/event-catalogue.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { KeyedBatch } from '../../platform/idempotency/keyed-batch.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { FreeTickets, type LockedTickets } from '../../tickets/inventory/free-tickets.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { requireOpen, type Standing } from '../../users/standing.js';
import { UserDirectory } from '../../users/user-directory.js';
import { reservedEntry } from '../booking-entries.js';
import { insertBookings } from '../insert-bookings.js';
import { BuyerLimits, lockBuyers } from './buyer-limits.js';
import { demandOf, readCommand, type Candidate, type ReserveCommand } from './candidate.js';
import { holdOf } from './hold-terms.js';
import { isTooLarge, type OrderLine } from './order.js';
import { describeReservation, keptReservation } from './reservation-dto.js';
import { ReserveAtOnce } from './reserve-at-once.js';
import { reservedOf, type Reserved } from './reserved.js';
import { explainContention, explainShortage, Shortage } from './shortage.js';

/** A batch's way through its transaction: what each command has come to so far. */
type Outcomes<T> = Map<ReserveCommand, Outcome<T>>;

/**
 * Carries out reservations of one event together, in one transaction: a statement a step, not a
 * ticket. Each request gets an outcome of its own; one that cannot be met takes nothing, and stands
 * in nobody's way.
 *
 * First come, first served: free tickets are given out in the order of the requests. A request that
 * is too large for what is left is passed over, and a smaller one behind it may still be met.
 */
@Injectable()
export class ReserveBatch {
  constructor(
    private readonly atOnce: ReserveAtOnce,
    private readonly transactions: Transactions,
    private readonly catalogue: EventCatalogue,
    private readonly users: UserDirectory,
    private readonly freeTickets: FreeTickets,
    private readonly inventory: TicketInventory,
    private readonly stockChanges: StockChanges,
    private readonly shortage: Shortage,
    private readonly keys: KeyedBatch,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @returns an outcome for each command, in their order; its error is a DomainError, or a
   * TryAgainError where others had enough free tickets locked
   */
  async carryOut(eventId: string, commands: ReserveCommand[]): Promise<Outcome<ReservationDto>[]> {
    const reserved = await this.atOnce.carryOut(eventId, commands);
    if (!reserved) return this.stepByStep(eventId, commands);
    this.remember(eventId, reserved);
    return reserved.map((one) => ({ answer: describeReservation(one) }));
  }

  private async stepByStep(
    eventId: string,
    commands: ReserveCommand[],
  ): Promise<Outcome<ReservationDto>[]> {
    const taken: Reserved[] = [];
    const outcomes = await this.transactions.run(async (manager, unawaited) => {
      // Run again from the start after a deadlock: nothing of the first run has happened.
      taken.length = 0;
      const buyersLocked = this.lockBuyersOfKeys(manager, eventId, commands);
      const carryOut = async (fresh: ReserveCommand[]): Promise<Outcome<ReservationDto>[]> => {
        const reserved = await this.reserve(manager, unawaited, eventId, fresh).catch(
          refuseAll(fresh),
        );
        return fresh.map((command): Outcome<ReservationDto> => {
          const outcome = reserved.get(command);
          if (!outcome) throw new Error('A batch left a request without an outcome.');
          if ('error' in outcome) return outcome;
          taken.push(outcome.answer);
          return { answer: describeReservation(outcome.answer) };
        });
      };
      const keyed = this.keys.carryOut(manager, unawaited, commands, carryOut, keptReservation);
      return (await Promise.all([keyed, buyersLocked]))[0];
    });
    this.remember(eventId, taken);
    return outcomes;
  }

  /**
   * Locks the buyers before the keys, as {@link ReserveAtOnce} does: in the other order, a request and its repetition
   * in another process would wait for each other. Whether the event limits its buyers is known from
   * when this process last read it; it may, where that was never.
   */
  private async lockBuyersOfKeys(
    manager: EntityManager,
    eventId: string,
    commands: ReserveCommand[],
  ): Promise<void> {
    const isLimited = this.catalogue.lastOffer(eventId)?.event.maxTicketsPerUser !== null;
    if (isLimited && commands.some(({ keyed }) => keyed)) {
      // All of them: those who are locked later would not be in order.
      await lockBuyers(
        manager,
        eventId,
        commands.map(({ userId }) => userId),
      );
    }
  }

  private async reserve(
    manager: EntityManager,
    unawaited: PipelinedStatements,
    eventId: string,
    commands: ReserveCommand[],
  ): Promise<Outcomes<Reserved>> {
    // Sent together, and waited for once.
    const [offer, standing, lockedAhead] = await Promise.all([
      this.catalogue.offer(manager, eventId),
      this.users.standing(
        manager,
        commands.map(({ userId }) => userId),
      ),
      this.lockAhead(manager, eventId, commands),
    ]);
    const { outcomes, candidates } = read(commands, offer, standing);
    const userIds = candidates.map(({ command }) => command.userId);
    const limits = await BuyerLimits.read(manager, offer.event, userIds);
    const free = await this.lockRest(manager, eventId, candidates, lockedAhead);
    const reserved: Reserved[] = [];
    const short: Candidate[] = [];
    const entries: AuditEntry[] = [];
    for (const { command, order } of candidates) {
      const refusal = limits.refusal(command.userId, order);
      if (refusal) {
        outcomes.set(command, { error: refusal });
      } else if (isTooLarge(order) || !isEnough(order, free)) {
        short.push({ command, order });
      } else {
        limits.took(command.userId, order);
        const { userId, unpaidForSeconds } = command;
        const hold = holdOf(unpaidForSeconds, offer);
        const buyer = { bookingId: this.ids.next(), userId, hold };
        const answer = reservedOf(buyer, order, offer, offer.now, ({ tier, quantity }) =>
          // They are there: `isEnough`.
          (free.get(tier.id) ?? []).splice(0, quantity),
        );
        reserved.push(answer);
        entries.push(reservedEntry(command.actor, eventId, answer.booking));
        outcomes.set(command, { answer });
      }
    }
    const bookings = reserved.map(({ booking }) => booking);
    if (bookings.length > 0) {
      // In this order, since a ticket refers to its booking.
      unawaited.add(
        insertBookings(manager, eventId, bookings),
        this.inventory.hold(manager, eventId, bookings, offer.now),
        this.audit.record(manager, entries),
      );
    }
    await this.explain(manager, eventId, short, outcomes);
    return outcomes;
  }

  /**
   * Locks what is asked for as the event was when this process last read it, without waiting to hear how
   * it is now. Whatever was locked too much is free again when the transaction ends. Buyers who have
   * limits are locked before the tickets, so nothing is locked ahead for them.
   */
  private async lockAhead(
    manager: EntityManager,
    eventId: string,
    commands: ReserveCommand[],
  ): Promise<LockedTickets> {
    const last = this.catalogue.lastOffer(eventId);
    if (!last?.onSale || last.event.maxTicketsPerUser !== null) return new Map();
    const { candidates } = read(commands, last);
    return this.freeTickets.lock(manager, eventId, demandOf(candidates));
  }

  /** Locks what was not locked ahead of what all candidates want together. */
  private async lockRest(
    manager: EntityManager,
    eventId: string,
    candidates: Candidate[],
    ahead: LockedTickets,
  ): Promise<LockedTickets> {
    const rest = demandOf(candidates).filter(({ tierId }) => !ahead.has(tierId));
    const locked = await this.freeTickets.lock(manager, eventId, rest);
    return new Map([...ahead, ...locked]);
  }

  private async explain(
    manager: EntityManager,
    eventId: string,
    short: Candidate[],
    outcomes: Outcomes<Reserved>,
  ): Promise<void> {
    if (short.length === 0) return;
    const moment = await this.shortage.look(
      manager,
      eventId,
      short.map(({ order }) => order),
    );
    for (const { command, order } of short) {
      const reason =
        explainShortage(order, moment) ??
        (command.lastTry ? explainContention(order, moment) : new TryAgainError());
      outcomes.set(command, { error: reason });
    }
  }

  /** What this process keeps in mind of the stock follows what was committed. */
  private remember(eventId: string, taken: Reserved[]): void {
    const lines = taken.flatMap(({ tickets }) => tickets);
    for (const [tierId, ofTier] of Map.groupBy(lines, (line) => line.tierId)) {
      const ids = ofTier.flatMap(({ tickets }) => tickets.map(({ id }) => id));
      this.stockChanges.held(eventId, tierId, ids);
    }
  }
}

/** An event that is not there is an answer to each request, to be kept for those that name a key. */
function refuseAll(commands: ReserveCommand[]): (error: unknown) => Outcomes<Reserved> {
  return (error) => {
    if (!(error instanceof DomainError)) throw error;
    return new Map(commands.map((command) => [command, { error }]));
  };
}

function isEnough(order: OrderLine[], free: LockedTickets): boolean {
  return order.every(({ tier, quantity }) => (free.get(tier.id)?.length ?? 0) >= quantity);
}

/**
 * Reads the commands; those that no stock could meet have their outcome already.
 *
 * @param standing of the buyers; undefined where it is not known yet
 */
function read(
  commands: ReserveCommand[],
  offer: Offer,
  standing?: Map<string, Standing>,
): { outcomes: Outcomes<Reserved>; candidates: Candidate[] } {
  const outcomes: Outcomes<Reserved> = new Map();
  const candidates: Candidate[] = [];
  for (const command of commands) {
    try {
      const { userId, actor } = command;
      if (standing) requireOpen(standing.get(userId), userId, actor, ', so nothing was held');
      candidates.push({ command, order: readCommand(command, offer) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      outcomes.set(command, { error });
    }
  }
  return { outcomes, candidates };
}
