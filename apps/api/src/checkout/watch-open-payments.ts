import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PaymentState } from '../payments/providers/payment-provider.js';
import {
  attemptKey,
  PaymentRecords,
  type PaymentRow,
} from '../payments/records/payment-records.js';
import { THE_SYSTEM } from '../platform/audit/actor.js';
import { Settings } from '../platform/config/settings.js';
import { PeriodicTask } from '../platform/periodic/periodic-task.js';
import { CallProvider, knownPayment } from './call-provider.js';
import { SettlePayment } from './settle-payment.js';

/** Most payments that one look asks about, one after the other. */
const ASKED_AT_ONCE = 20;

/** A payment that may have to be asked about, and what its booking says. */
interface Due {
  eventId: string;
  id: string;
  /** Whether nobody should be able to pay any more: the hold's time is over, or the booking has ended. */
  isOver: boolean;
}

/**
 * Payments that are due: at once where their hold is over or their booking has ended; where an answer is missing or
 * the bank is at it, after a wait that grows with their age, from 3 seconds to an hour. Claimed by the time that they
 * are asked at, so that of several processes one asks.
 *
 * Bookings are looked up one by one, by a subquery that can't become a join: a planner that knows nothing of the tables
 * yet would read all bookings for the few payments that are open.
 */
const CLAIM_SQL = `
  UPDATE payments AS claimed SET asked_at = now()
  FROM (
    SELECT payment.event_id, payment.id, (booking.status <> 'pending' OR booking.hold_expires_at <= now())
      AS is_over
    FROM payments AS payment
    CROSS JOIN LATERAL (
      SELECT status, hold_expires_at FROM bookings
      WHERE id = payment.booking_id AND event_id = payment.event_id OFFSET 0
    ) AS booking
    WHERE payment.status IN ('created', 'open', 'processing')
      AND payment.asked_at < now() - least(interval '1 hour',
        greatest(interval '3 seconds', (now() - payment.updated_at) / 10))
      AND (payment.status = 'processing' OR booking.status <> 'pending' OR booking.hold_expires_at <= now()
        OR EXISTS (SELECT FROM payment_attempts AS attempt WHERE attempt.event_id = payment.event_id
          AND attempt.payment_id = payment.id AND attempt.status = 'started'))
    ORDER BY payment.asked_at LIMIT $1
    FOR UPDATE OF payment SKIP LOCKED
  ) AS due
  WHERE claimed.event_id = due.event_id AND claimed.id = due.id
  RETURNING claimed.event_id AS "eventId", claimed.id, due.is_over AS "isOver"`;

/**
 * Finds out what became of payments that nobody is told about: whose answer was lost, whose process died, whose bank
 * takes its time. Before the tickets of such a payment go back on sale, it is cancelled at its provider; if it can't be
 * any more, the money is on its way. A booking that was cancelled here has its payment cancelled there in the same way.
 */
@Injectable()
export class WatchOpenPayments implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('WatchOpenPayments');
  private readonly task: PeriodicTask;

  constructor(
    private readonly dataSource: DataSource,
    private readonly payments: PaymentRecords,
    private readonly call: CallProvider,
    private readonly settle: SettlePayment,
    settings: Settings,
  ) {
    const { PAYMENT_LOOK_INTERVAL_MS } = settings;
    this.task = new PeriodicTask('WatchOpenPayments', PAYMENT_LOOK_INTERVAL_MS, () =>
      this.execute(),
    );
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns whether there may be more to do at once */
  async execute(): Promise<boolean> {
    const [due] = await this.dataSource.query<[Due[], number]>(CLAIM_SQL, [ASKED_AT_ONCE]);
    for (const each of due) {
      try {
        await this.look(each);
      } catch (error) {
        // Asked again later; the others don't wait for it.
        this.logger.warn(`Payment ${each.id} is open, and waits: ${String(error)}`);
      }
    }
    return due.length === ASKED_AT_ONCE;
  }

  private async look({ eventId, id, isOver }: Due): Promise<void> {
    const payment = await this.payments.find(this.dataSource.manager, { eventId, id });
    if (!payment) return;
    if (!this.call.isKnown(payment)) {
      // The provider never said what it calls it, so nobody could pay.
      if (isOver) await this.settle.execute(payment, nothingOf(payment), THE_SYSTEM);
      return;
    }
    const { provider, account } = await this.call.of(eventId, payment.provider);
    const known = knownPayment(payment);
    const state = await this.stateOf(payment, isOver);
    // The buyer's bank is at it, or nothing is known of it: what can be stopped is stopped.
    const isStopped = isOver && state.status === 'open';
    await this.settle.execute(
      payment,
      isStopped ? await provider.cancel(known, account) : state,
      THE_SYSTEM,
    );
  }

  /** An attempt whose answer was lost is repeated by its key while its booking waits for it, and otherwise not. */
  private async stateOf(payment: PaymentRow, isOver: boolean): Promise<PaymentState> {
    const { provider, account } = await this.call.of(payment.eventId, payment.provider);
    const attempts = await this.payments.attempts(this.dataSource.manager, payment);
    const begun = attempts.find(({ status }) => status === 'started');
    const known = knownPayment(payment);
    if (!begun || isOver) return provider.find(known, account);
    return provider.complete(
      known,
      attemptKey(payment, begun),
      account,
      begun.outcome === 'answer-lost' ? 'success' : (begun.outcome ?? undefined),
    );
  }
}

function nothingOf({ currency }: PaymentRow): PaymentState {
  return { status: 'cancelled', capturedMinor: 0, currency: currency.trim() };
}
