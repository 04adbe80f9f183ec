import {
  ProblemCode,
  RESERVE_TICKETS_MAX,
  type ReservationDto,
  type ReserveDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { CodeTries } from '../../events/codes/code-tries.js';
import type { Actor } from '../../platform/audit/actor.js';
import { BatchQueue, QueueFullError, TryAgainError } from '../../platform/batching/batch-queue.js';
import { Settings } from '../../platform/config/settings.js';
import { isStatementRefused } from '../../platform/database/database-errors.js';
import { backOff } from '../../platform/database/in-transaction.js';
import { KeyedBatch } from '../../platform/idempotency/keyed-batch.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { UnpaidTickets, type CountedTickets } from '../unpaid/unpaid-tickets.js';
import { HeldBookings } from '../find/held-bookings.js';
import type { AskedLine } from './order.js';
import type { ReserveCommand } from './reserve-command.js';
import { ReserveBatch } from './reserve-batch.js';
import { eventOfLine, lineOf, type CounterTerms } from './at-counter.js';

/**
 * Most tickets that one batch asks for. Their locks, and the statement that writes them, stay within
 * some hundred milliseconds.
 */
const BATCH_TICKETS_MAX = 2_000;

/**
 * Longest wait for a batch to begin, in milliseconds. A buyer who has waited so long has pressed the
 * button again; carrying the request out would only make the others wait longer.
 */
const WAIT_MAX_MS = 5_000;

/**
 * How often an order tries again when enough tickets are free but others have them locked at the
 * moment of each try, and how long it waits before the first retry, in milliseconds (then twice as
 * long each time, 0.3 s in all). A reservation holds its locks for a few milliseconds.
 */
const RETRIES_MAX = 5;
const FIRST_WAIT_MS = 10;

/** Of a request that is told its first answer again, and of a counter, which pays at once. */
const NOT_COUNTED: CountedTickets = { unpaidForSeconds: 0, giveBack: () => Promise.resolve() };

/**
 * Holds tickets for a buyer: all that was asked for, or none.
 *
 * The requests of an event that wait at the same moment are carried out together (see {@link BatchQueue} and
 * {@link ReserveBatch}).
 */
@Injectable()
export class ReserveTickets {
  private readonly queue: BatchQueue<ReserveCommand, ReservationDto>;

  constructor(
    batch: ReserveBatch,
    settings: Settings,
    private readonly held: HeldBookings,
    private readonly unpaid: UnpaidTickets,
    private readonly keys: KeyedBatch,
    private readonly codeTries: CodeTries,
  ) {
    this.queue = new BatchQueue(
      {
        batchMax: settings.RESERVE_BATCH_MAX,
        weightMax: BATCH_TICKETS_MAX,
        lanesMax: settings.RESERVE_LANES,
        batchesMax: settings.reserveBatchesMax,
        waitingMax: settings.RESERVE_WAITING_MAX,
        waitMaxMs: WAIT_MAX_MS,
      },
      (line, commands) => batch.carryOut(eventOfLine(line), commands),
      weightOf,
      isStatementRefused,
    );
  }

  /**
   * @throws DomainError EVENT_NOT_FOUND, USER_NOT_FOUND, TIER_NOT_FOUND, NOT_ON_SALE, SOLD_OUT, HELD_BY_OTHERS,
   * NOT_ENOUGH_TICKETS, BOOKING_LIMIT_EXCEEDED, USER_LIMIT_EXCEEDED, UNPAID_LIMIT_EXCEEDED, ADDRESS_PROOF_REQUIRED,
   * VALIDATION_FAILED (more than one reservation may hold) or BUSY (too many wait, or too many tries were in vain);
   * or, with codes, CODE_NOT_FOUND, CODE_NOT_VALID_NOW, CODE_USED_UP or TOO_MANY_REQUESTS;
   * where the key was used before and the hold is over: HOLD_EXPIRED, ALREADY_CONFIRMED or BOOKING_ENDED
   * @param counter where a counter sells
   */
  async execute(
    userId: string,
    eventId: string,
    { tickets: lines, codes = [] }: Pick<ReserveDto, 'codes'> & { tickets: AskedLine[] },
    actor: Actor,
    keyed?: IdempotencyContext,
    counter?: CounterTerms,
  ): Promise<ReservationDto> {
    const { unpaidForSeconds, giveBack } = counter
      ? NOT_COUNTED
      : await this.countUnpaid(eventId, lines, actor, keyed);
    try {
      const asked = { userId, actor, lines, codes, unpaidForSeconds, keyed, counter };
      const reserve = () => this.reserve(eventId, asked);
      const reserved = await (codes.length === 0
        ? reserve()
        : this.codeTries.counted(actor, reserve));
      if (keyed?.isReplay) await giveBack();
      return reserved;
    } catch (error) {
      await giveBack();
      throw error;
    }
  }

  /**
   * Counts the tickets before the request waits with others. A request that is repeated has been counted:
   * it gets its answer, also where its buyer may hold no more.
   */
  private async countUnpaid(
    eventId: string,
    lines: readonly AskedLine[],
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<CountedTickets> {
    try {
      return await this.unpaid.take(eventId, quantityOf(lines), actor);
    } catch (error) {
      if (keyed && (await this.keys.isTaken(keyed))) return NOT_COUNTED;
      throw error;
    }
  }

  private async reserve(
    eventId: string,
    asked: Omit<ReserveCommand, 'lastTry'>,
  ): Promise<ReservationDto> {
    for (let retries = 0; ; retries += 1) {
      const lastTry = retries === RETRIES_MAX;
      try {
        const reserved = await this.queue.submit(lineOf(eventId, asked.counter), {
          ...asked,
          lastTry,
        });
        return asked.keyed?.isReplay ? await this.asItIsNow(reserved) : reserved;
      } catch (error) {
        if (error instanceof QueueFullError || (lastTry && error instanceof TryAgainError)) {
          throw busy();
        }
        if (!(error instanceof TryAgainError)) throw error;
        await backOff(FIRST_WAIT_MS * 2 ** retries);
      }
    }
  }

  /** A reservation that is told again, for as long as it holds its tickets. */
  private async asItIsNow(reserved: ReservationDto): Promise<ReservationDto> {
    const { tickets, expiresAt, serverTime } = await this.held.find(reserved.bookingId);
    return Object.assign({}, reserved, { reservedTickets: tickets, expiresAt, serverTime });
  }
}

/** An order that is larger than any may be locks nothing, so it weighs next to nothing. */
function weightOf({ lines }: ReserveCommand): number {
  const quantity = quantityOf(lines);
  return quantity > RESERVE_TICKETS_MAX ? 1 : quantity;
}

function quantityOf(lines: readonly AskedLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

function busy(): DomainError {
  return new DomainError(
    ProblemCode.Busy,
    'Too many buyers are ahead of you at this moment. Nothing was held; please try again.',
    { retryAfterSeconds: 1 },
  );
}
