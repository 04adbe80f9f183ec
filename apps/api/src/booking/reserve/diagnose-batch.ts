import { codeKey, ProblemCode, type ReservationDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SaleCodes, type SaleCode } from '../../events/codes/sale-codes.js';
import { EventOffers, type Offer } from '../../events/event-offers.js';
import type { Outcome } from '../../platform/batching/batch-queue.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { IdempotencyKeys } from '../../platform/idempotency/idempotency-keys.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockLedger, type EventStock } from '../../tickets/availability/stock-ledger.js';
import { requireOpen, type Standing } from '../../users/standing.js';
import { UserDirectory } from '../../users/user-directory.js';
import { offerTo, orderOf } from './at-counter.js';
import { BuyerLimits } from './buyer-limits.js';
import { demandOf, isTooLarge, type OrderLine } from './order.js';
import { firstUseEnds } from './lock-codes.js';
import { codesUsedBy, readCodes, usedUp } from './order-codes.js';
import type { Bounds, PlannedBooking } from './plan-batch.js';
import type { ReserveCommand } from './reserve-command.js';
import { explainContention, explainShortage, firstHoldEnds, isShort } from './shortage.js';

/** What one look at the database says about requests that were not written. */
export interface Diagnosis {
  /** The end of those that are refused, or were answered before. */
  outcomes: Map<ReserveCommand, Outcome<ReservationDto>>;
  /** What the others may be planned with. */
  bounds: Bounds;
  /** The problem of one of the others that is not to be tried again: only other buyers stand in its way. */
  contention: (command: ReserveCommand) => DomainError | undefined;
}

/** What is read, at one moment as far as it is of one kind. */
interface Facts {
  offer: Offer;
  standing: Map<string, Standing>;
  limits: BuyerLimits;
  stock: EventStock;
  /** Those that the requests name, by the form in which they are compared. */
  codes: ReadonlyMap<string, SaleCode>;
}

/**
 * Finds out why requests were not written. Every refusal of a reservation is decided here, by what the database says;
 * whoever is not refused is worth another try.
 *
 * No ticket and no buyer is locked: a refusal was true at one instant of the call, and that is all that it says.
 */
@Injectable()
export class DiagnoseBatch {
  constructor(
    private readonly transactions: Transactions,
    private readonly offers: EventOffers,
    private readonly users: UserDirectory,
    private readonly ledger: StockLedger,
    private readonly keys: IdempotencyKeys,
    private readonly codes: SaleCodes,
  ) {}

  execute(eventId: string, commands: readonly ReserveCommand[]): Promise<Diagnosis> {
    return this.transactions.run(async (manager) => {
      // Sent together, and waited for once.
      const [answered, facts] = await Promise.all([
        this.keys.answersOf(
          manager,
          commands.flatMap(({ keyed }) => keyed ?? []),
        ),
        this.read(manager, eventId, commands),
      ]);
      const outcomes: Diagnosis['outcomes'] = new Map();
      const fresh: ReserveCommand[] = [];
      for (const command of commands) {
        const before = command.keyed && answered.get(command.keyed);
        if (before) outcomes.set(command, before as Outcome<ReservationDto>);
        else fresh.push(command);
      }
      const refusals =
        facts instanceof DomainError
          ? new Map(fresh.map((command) => [command, facts]))
          : await refusalsOf(manager, eventId, fresh, facts);
      const kept = await this.keep(manager, refusals);
      for (const [command, outcome] of kept) outcomes.set(command, outcome);
      if (facts instanceof DomainError) {
        return { outcomes, bounds: {}, contention: () => undefined };
      }
      return { outcomes, bounds: boundsOf(facts), contention: contentionOf(facts) };
    });
  }

  private async read(
    manager: EntityManager,
    eventId: string,
    commands: readonly ReserveCommand[],
  ): Promise<Facts | DomainError> {
    const userIds = commands.map(({ userId }) => userId);
    const codeKeys = [...new Set(commands.flatMap(({ codes }) => codes.map(codeKey)))];
    const [online, standing, stock, codes] = await Promise.all([
      this.offers.read(manager, eventId).catch(problemOnly),
      this.users.standing(manager, userIds),
      this.ledger.ofEvent(eventId, manager),
      this.codes.read(manager, eventId, codeKeys),
    ]);
    if (online instanceof DomainError) return online;
    const offer = offerTo(commands, online);
    const limits = await BuyerLimits.read(manager, offer.event, userIds);
    return { offer, standing, limits, stock, codes };
  }

  /**
   * Keeps the refusals of requests that name a key.
   *
   * @returns the outcome of each: the refusal, or the answer of whoever took the key at this moment
   */
  private async keep(
    manager: EntityManager,
    refusals: Map<ReserveCommand, DomainError>,
  ): Promise<Diagnosis['outcomes']> {
    const outcomes: Diagnosis['outcomes'] = new Map();
    const toKeep: [IdempotencyContext, Outcome<unknown>][] = [];
    for (const [{ keyed }, error] of refusals) {
      if (keyed && !error.isTransient) toKeep.push([keyed, { error }]);
    }
    const kept = await this.keys.keepNew(manager, toKeep);
    const lost = toKeep.map(([request]) => request).filter((request) => !kept.has(request));
    const answered = await this.keys.answersOf(manager, lost);
    for (const [command, error] of refusals) {
      const before = command.keyed && answered.get(command.keyed);
      outcomes.set(command, (before as Outcome<ReservationDto> | undefined) ?? { error });
    }
    return outcomes;
  }
}

/** Why each of some requests is refused; those without a reason are missing. */
async function refusalsOf(
  manager: EntityManager,
  eventId: string,
  commands: readonly ReserveCommand[],
  facts: Facts,
): Promise<Map<ReserveCommand, DomainError>> {
  const refusals = new Map<ReserveCommand, DomainError>();
  const short: [ReserveCommand, OrderLine[]][] = [];
  const usingUp: [ReserveCommand, SaleCode[]][] = [];
  for (const command of commands) {
    try {
      const { order, codes } = requirePossible(command, facts);
      if (codes.some(({ left }) => left !== null && left < 1)) usingUp.push([command, codes]);
      else if (isShort(order, facts.stock) || isTooLarge(order)) short.push([command, order]);
    } catch (error) {
      refusals.set(command, problemOnly(error));
    }
  }
  const codeIds = new Set(usingUp.flatMap(([, codes]) => codes.map(({ id }) => id)));
  const heldUntil = await firstUseEnds(manager, eventId, [...codeIds]);
  for (const [command, codes] of usingUp) {
    const problem = usedUp(command.codes, codes, heldUntil);
    if (problem) refusals.set(command, problem);
  }
  if (short.length === 0) return refusals;
  const held = demandOf(short.flatMap(([, order]) => order)).filter(
    ({ stockId }) => (facts.stock.get(stockId)?.held ?? 0) > 0,
  );
  const ends = await firstHoldEnds(manager, eventId, held);
  const released = await releasedAmong(manager, eventId, short);
  for (const [command, order] of short) {
    const problem =
      releasedProblem(order, released) ??
      explainShortage(order, { stock: facts.stock, firstHoldEnds: ends });
    if (problem) refusals.set(command, problem);
  }
  return refusals;
}

/**
 * Which allotments of some orders have been released since they were chosen: nothing of them is left, and nothing of them
 * need be sold.
 */
async function releasedAmong(
  manager: EntityManager,
  eventId: string,
  short: readonly [ReserveCommand, OrderLine[]][],
): Promise<ReadonlySet<string>> {
  const ids = short.flatMap(([, order]) => order.flatMap(({ allotment }) => allotment?.id ?? []));
  if (ids.length === 0) return new Set();
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM allotments
     WHERE event_id = $1 AND id = ANY ($2::bigint[]) AND released_at IS NOT NULL`,
    [eventId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

function releasedProblem(
  order: readonly OrderLine[],
  released: ReadonlySet<string>,
): DomainError | undefined {
  const gone = order.find(({ allotment }) => allotment && released.has(allotment.id))?.allotment;
  if (!gone) return undefined;
  return new DomainError(
    ProblemCode.AllotmentReleased,
    `“${gone.name}” has been released: its tickets are on general sale now. Nothing was held.`,
  );
}

/** @throws the DomainError that no stock could help against */
function requirePossible(
  command: ReserveCommand,
  { offer, standing, limits, codes: known }: Facts,
): Pick<PlannedBooking, 'order' | 'codes'> {
  const { userId, actor } = command;
  requireOpen(standing.get(userId), userId, actor, ', so nothing was held');
  const codes = readCodes(command.codes, known);
  const order = orderOf(command, offer.tiers, codes);
  if (!offer.onSale) {
    throw new DomainError(
      ProblemCode.NotOnSale,
      `${offer.event.name} is not on sale at the moment.`,
    );
  }
  const passed = limits.refusal(userId, order);
  if (passed) throw passed;
  return { order, codes: codesUsedBy(order, codes) };
}

function boundsOf({ stock, limits, codes }: Facts): Bounds {
  const free = new Map([...stock].map(([stockId, { available }]) => [stockId, available]));
  return { free, limits, codes };
}

function contentionOf({ offer, stock, codes }: Facts): Diagnosis['contention'] {
  return (command) =>
    explainContention(orderOf(command, offer.tiers, readCodes(command.codes, codes)), {
      stock,
      firstHoldEnds: new Map(),
    });
}

function problemOnly(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  throw error;
}
