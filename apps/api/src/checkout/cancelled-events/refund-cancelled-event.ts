import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SettleBookings } from '../../booking/pay/settle-bookings.js';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { problemOfDatabaseError } from '../../platform/http/constraint-problems.js';
import type { JobKinds } from '../../platform/jobs/job-kinds.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { RefundBooking } from '../refunds/refund-booking.js';
import { DueRefunds, type DuePage } from './due-refunds.js';

/**
 * Most bookings that one job goes through before it hands on to another: some ten milliseconds each, and a job has 15
 * minutes.
 */
const BOOKINGS_MAX = 2_000;

/**
 * Gives back the money of a cancelled event, booking by booking, each in its own transaction. What is left to do is read
 * from the rows under the lock of each booking, so a job that runs twice, beside another, or again after a crash refunds
 * nobody twice. A booking that can't be refunded is noted with its reason, and the others go on.
 */
@Injectable()
export class RefundCancelledEvent implements OnModuleInit {
  private readonly logger = new Logger('RefundCancelledEvent');

  constructor(
    private readonly transactions: Transactions,
    private readonly bookings: SettleBookings,
    private readonly refund: RefundBooking,
    private readonly due: DueRefunds,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('refund-cancelled-event', (data) => this.execute(data));
  }

  /**
   * Stopped in between, it finds nothing due any more.
   *
   * @throws Error where a booking has to wait, as after a deadlock: the job is tried again
   */
  async execute({ eventId, bookingId }: JobKinds['refund-cancelled-event']): Promise<void> {
    if (bookingId !== undefined) {
      if (await this.refundOne(eventId, bookingId)) return;
      throw new Error(`Booking ${bookingId} waits.`);
    }
    let done = 0;
    let waiting = 0;
    for (let last: string | null = '0'; last !== null && done < BOOKINGS_MAX;) {
      const page: DuePage = await this.due.after(eventId, last);
      for (const id of page.bookingIds) waiting += (await this.refundOne(eventId, id)) ? 0 : 1;
      done += page.bookingIds.length;
      last = page.last;
    }
    // First: those that wait keep no other from its money.
    if (done >= BOOKINGS_MAX) {
      await this.transactions.run((manager) =>
        this.jobs.enqueue(manager, 'refund-cancelled-event', { eventId }),
      );
    }
    if (waiting > 0) throw new Error(`${waiting} bookings of event ${eventId} wait.`);
  }

  /** @returns whether it is done with; otherwise it is tried again, and keeps no other from its money */
  private async refundOne(eventId: string, bookingId: string): Promise<boolean> {
    try {
      const committed = await this.transactions.run((manager) =>
        this.refundLocked(manager, eventId, bookingId),
      );
      committed?.();
      return true;
    } catch (error) {
      const problem = error instanceof DomainError ? error : problemOfDatabaseError(error);
      if (problem?.isTransient) {
        this.logger.warn(`Booking ${bookingId} waits for its refund: ${String(error)}`);
        return false;
      }
      // A defect of ours is shown like a refusal: trying again without end would help nobody.
      if (!problem)
        this.logger.error({ msg: `Booking ${bookingId} was not refunded.`, err: error });
      const code = problem?.code ?? ProblemCode.Internal;
      await this.transactions.run((manager) => this.due.failed(manager, eventId, bookingId, code));
      return true;
    }
  }

  private async refundLocked(
    manager: EntityManager,
    eventId: string,
    bookingId: string,
  ): Promise<(() => void) | undefined> {
    const booking = await this.bookings.find(manager, bookingId);
    const due = booking && (await this.due.of(manager, eventId, bookingId));
    if (!due) return undefined;
    const { fees, isWhole, dueMinor } = due;
    return this.refund.within(manager, booking, {
      body: { fees },
      actor: THE_SYSTEM,
      reason: 'event_cancelled',
      goesBack: { amountMinor: Number(dueMinor), ticketIds: isWhole ? booking.ticketIds : [] },
    });
  }
}
