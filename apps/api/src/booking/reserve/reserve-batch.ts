import { ProblemCode, type ReservationDto } from '@boxoffice/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { EventOffers } from '../../events/event-offers.js';
import { TryAgainError, type Outcome } from '../../platform/batching/batch-queue.js';
import { isStatementRefused } from '../../platform/database/database-errors.js';
import { firstOfEach, isFinal } from '../../platform/idempotency/keyed-batch.js';
import { markReplay } from '../../platform/idempotency/idempotency-context.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import { DiagnoseBatch, type Diagnosis } from './diagnose-batch.js';
import { FirstTries, type FirstTry } from './first-tries.js';
import { planBatch, type BatchPlan, type Bounds } from './plan-batch.js';
import { describeReservation } from './reservation-dto.js';
import { offerTo } from './at-counter.js';
import type { ReserveCommand } from './reserve-command.js';
import type { Reserved } from './reserved.js';
import { ScarceEvents } from './scarce-events.js';
import { WriteBatch } from './write-batch.js';

/** Most times that a batch is written or looked into, before those who are left are asked to try again. */
const ROUNDS_MAX = 5;

/** Refusals that a quicker buyer is the reason of. */
const OF_STOCK: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ProblemCode.CodeUsedUp,
  ProblemCode.SoldOut,
  ProblemCode.HeldByOthers,
  ProblemCode.NotEnoughTickets,
]);

type Outcomes = Map<ReserveCommand, Outcome<ReservationDto>>;

/**
 * Carries out reservations of one event together. Each request gets an outcome of its own; one that cannot be met takes
 * nothing, and stands in nobody's way.
 *
 * In each round, what can be written together is planned ({@link planBatch}) and written by one statement, all of it or
 * nothing ({@link WriteBatch}). Where something is left, one look says who is refused ({@link DiagnoseBatch}), and the
 * next round is for the rest.
 */
@Injectable()
export class ReserveBatch {
  private readonly logger = new Logger('ReserveBatch');

  constructor(
    private readonly offers: EventOffers,
    private readonly writer: WriteBatch,
    private readonly diagnoser: DiagnoseBatch,
    private readonly stockChanges: StockChanges,
    private readonly scarce: ScarceEvents,
    private readonly firstTries: FirstTries,
  ) {}

  /**
   * @returns an outcome for each command, in their order; its error is a DomainError, or a TryAgainError where others
   * had enough free tickets locked
   */
  async carryOut(eventId: string, commands: ReserveCommand[]): Promise<Outcome<ReservationDto>[]> {
    const firstOf = firstOfEach(commands);
    const outcomes: Outcomes = new Map();
    const written = new Set<ReserveCommand>();
    const firsts = [...new Set(firstOf.values())];
    try {
      await this.inRounds(eventId, firsts, outcomes, written);
    } catch (error) {
      // Once something is written, the batch must not be carried out again as a whole.
      if (written.size === 0) throw error;
      this.logger.warn({ err: error }, 'A batch failed after a part of it was written');
      const rest = isStatementRefused(error) ? new TryAgainError() : error;
      for (const command of firsts)
        if (!outcomes.has(command)) outcomes.set(command, { error: rest });
    }
    return commands.map((command) => {
      const first = firstOf.get(command) ?? command;
      const outcome = outcomes.get(first);
      if (!outcome) throw new Error('A batch left a request without an outcome.');
      if (first !== command && command.keyed && isFinal(outcome)) markReplay(command.keyed);
      return outcome;
    });
  }

  private async inRounds(
    eventId: string,
    commands: ReserveCommand[],
    outcomes: Outcomes,
    written: Set<ReserveCommand>,
  ): Promise<void> {
    const open = (): ReserveCommand[] => commands.filter((command) => !outcomes.has(command));
    let diagnosis: Diagnosis | undefined;
    const look = async (): Promise<Diagnosis> => {
      const seen = await this.diagnoser.execute(eventId, open());
      for (const [command, outcome] of seen.outcomes) outcomes.set(command, outcome);
      return seen;
    };
    let bounds: Bounds = {};
    let looksFirst = this.scarce.has(eventId);
    for (let round = 1; round <= ROUNDS_MAX && open().length > 0; round += 1) {
      const last = this.offers.last(eventId);
      const offer = last && offerTo(commands, last);
      const plan = offer && !looksFirst ? planBatch(open(), offer, bounds) : undefined;
      if (!plan && round === 1) this.firstTries.count('unplanned');
      if (plan) {
        diagnosis = undefined;
        const result = await this.writer.execute(plan);
        if (round === 1 && result.status !== 'refused') this.firstTries.count(result.status);
        if (result.status === 'written') {
          this.record(plan, result.reserved, outcomes, written);
          bounds = without(plan, bounds);
          continue;
        }
        if (result.status === 'short') {
          if (result.found) {
            this.scarce.add(eventId);
            bounds = { ...bounds, free: result.found };
          }
          continue;
        }
      }
      // What was free is not enough for anybody who is left: those who are not refused now have to try again.
      // Who has codes may fit, once they are known.
      const areCodesKnown = bounds.codes ?? open().every(({ codes }) => codes.length === 0);
      const nobodyFits = !plan && bounds.free !== undefined && Boolean(areCodesKnown);
      diagnosis = await look();
      if (plan && round === 1) this.firstTries.count(this.whyNotWritten(plan, diagnosis));
      if (nobodyFits) break;
      bounds = diagnosis.bounds;
      looksFirst = false;
    }
    // The last answer is about the last moment.
    if (open().length > 0) diagnosis ??= await look();
    for (const command of open()) {
      const contention = command.lastTry ? diagnosis?.contention(command) : undefined;
      outcomes.set(command, { error: contention ?? new TryAgainError() });
    }
  }

  private whyNotWritten({ offer, bookings }: BatchPlan, { outcomes }: Diagnosis): FirstTry {
    const last = this.offers.last(offer.event.id);
    const current =
      last &&
      offerTo(
        bookings.map(({ command }) => command),
        last,
      );
    if (current?.version !== offer.version || current.onSale !== offer.onSale)
      return 'offerChanged';
    const ends = bookings.flatMap(({ command }) => outcomes.get(command) ?? []);
    const codes = ends.map((end) =>
      'error' in end && end.error instanceof DomainError ? end.error.code : undefined,
    );
    if (bookings.some(({ command }) => command.keyed?.isReplay)) return 'replayed';
    if (codes.includes(ProblemCode.IdempotencyKeyReused)) return 'replayed';
    if (codes.includes(ProblemCode.EventNotFound)) return 'offerChanged';
    return codes.some((code) => code !== undefined && !OF_STOCK.has(code))
      ? 'buyerRefused'
      : 'raced';
  }

  /** What this process keeps in mind of the stock follows what was committed. */
  private record(
    { offer, bookings }: BatchPlan,
    reserved: Reserved[],
    outcomes: Outcomes,
    written: Set<ReserveCommand>,
  ): void {
    bookings.forEach(({ command }, index) => {
      const one = reserved[index];
      if (!one) throw new Error('A plan was written without one of its bookings.');
      written.add(command);
      outcomes.set(command, { answer: describeReservation(one) });
    });
    const lines = reserved.flatMap(({ tickets }) => tickets);
    for (const [stockId, ofStock] of Map.groupBy(lines, (line) => line.stockId)) {
      const ids = ofStock.flatMap(({ tickets }) => tickets.map(({ id }) => id));
      this.stockChanges.held(offer.event.id, stockId, ids);
    }
  }
}

/** What is left once a plan was written. What its buyers may still take is read anew, should it matter. */
function without({ stocks, bookings }: BatchPlan, { free, codes: before }: Bounds): Bounds {
  const uses = Map.groupBy(
    bookings.flatMap(({ codes }) => codes),
    ({ id }) => id,
  );
  const codes =
    before &&
    new Map(
      [...before].map(([key, code]) => {
        const left = code.left && code.left - (uses.get(code.id)?.length ?? 0);
        return [key, { ...code, left }];
      }),
    );
  if (!free) return { ...(codes && { codes }) };
  const left = new Map(free);
  for (const { stockId, quantity } of stocks)
    left.set(stockId, (left.get(stockId) ?? 0) - quantity);
  return { free: left, ...(codes && { codes }) };
}
