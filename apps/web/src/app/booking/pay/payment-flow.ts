import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type {
  PaymentDto,
  PaymentProviderName,
  SimulatedOutcome,
  StartedPaymentDto,
} from '@boxoffice/contracts';
import { isDecided } from '../../api/idempotency/decided';
import { readFailure, type Failure } from '../../api/problem';
import { ChangedBookings } from '../changed-bookings';
import { Payment } from './payment';

/** The first wait before the payment is asked about again; each is longer than the one before. */
const ASK_AGAIN_MS = 2_000;
const ASK_AGAIN_FACTOR = 1.5;
const ASK_AGAIN_MAX_MS = 10_000;

/**
 * What is known of the payment under way.
 *
 * - `ready`: the buyer can act.
 * - `waiting`: the bank is at it; it is asked about until there is an answer.
 * - `unknown`: no answer came, or none that says how it ended; it is being looked up.
 */
type Phase = 'ready' | 'waiting' | 'unknown';

/** Payments that the buyer can go on with. */
const GOES_ON = new Set<PaymentDto['status']>(['created', 'open', 'processing']);

/**
 * Takes the payment of one booking from its start to what became of it, also after a reload and after answers that
 * were lost: what the server knows of the payment is the only truth, and it is asked until there is one.
 */
@Injectable()
export class PaymentFlow {
  private readonly api = inject(Payment);
  private readonly changedBookings = inject(ChangedBookings);

  private bookingId = '';
  private onChange: () => void = () => undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDestroyed = false;

  private readonly current = signal<PaymentDto | undefined>(undefined);
  private readonly currentPhase = signal<Phase>('ready');
  private readonly isSending = signal(false);

  /** The payment that was begun last, as it was last known. */
  readonly payment = this.current.asReadonly();
  readonly phase = this.currentPhase.asReadonly();
  readonly isBusy = this.isSending.asReadonly();
  /** Why the server refused, or couldn't be asked, before any money could move. */
  readonly failure = signal<Failure | undefined>(undefined);
  /** It was looked up after an answer that was lost: nothing has been paid so far. */
  readonly isUnpaid = signal(false);
  /** The last attempt was declined, and another one may follow. */
  readonly isDeclined = computed(() => {
    const payment = this.current();
    return payment?.status === 'open' && payment.declineCode !== null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.isDestroyed = true;
      clearTimeout(this.timer);
    });
  }

  /**
   * Goes on where the booking's payment was left.
   *
   * @param hasReturned the buyer has just come back from the provider's page
   * @param onChange called whenever the booking may have changed
   */
  async resume(bookingId: string, hasReturned: boolean, onChange: () => void): Promise<void> {
    this.bookingId = bookingId;
    this.onChange = onChange;
    const payments = await this.api.list(bookingId).catch(() => []);
    const last = payments.at(-1);
    if (!last || !GOES_ON.has(last.status) || this.isSending()) return;
    this.current.set(last);
    if (last.status === 'processing' || hasReturned) {
      this.currentPhase.set('waiting');
      await this.ask(last.id);
    }
  }

  /** Begins to pay in this way. @returns what the provider's fields need; undefined where that failed */
  async start(provider: PaymentProviderName): Promise<StartedPaymentDto | undefined> {
    if (this.isSending()) return undefined;
    this.isSending.set(true);
    this.failure.set(undefined);
    this.isUnpaid.set(false);
    try {
      const started = await this.api.start(this.bookingId, provider);
      this.current.set(started.payment);
      return started;
    } catch (error) {
      this.failure.set(readFailure(error));
      this.changed();
      return undefined;
    } finally {
      this.isSending.set(false);
    }
  }

  /** Pays what was begun. What the answer is, {@link phase} and {@link payment} say. */
  async complete(paymentId: string, simulation?: SimulatedOutcome): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    try {
      await this.ask(paymentId, simulation);
    } finally {
      this.isSending.set(false);
    }
  }

  private async ask(paymentId: string, simulation?: SimulatedOutcome, wait = 0): Promise<void> {
    try {
      const { payment } = await this.api.complete(this.bookingId, paymentId, simulation);
      this.learn(payment, wait);
    } catch (error) {
      this.answerMissing(readFailure(error), wait);
    }
  }

  /** Reads, and starts nothing: a payment that never got through must not be made by looking for it. */
  private async lookUp(wait: number): Promise<void> {
    try {
      const payment = (await this.api.list(this.bookingId)).at(-1);
      if (!payment) return;
      this.isUnpaid.set(payment.status === 'open' && payment.declineCode === null);
      this.learn(payment, wait);
    } catch (error) {
      this.answerMissing(readFailure(error), wait);
    }
  }

  private learn(payment: PaymentDto, wait: number): void {
    this.current.set(payment);
    const isWaiting = payment.status === 'processing';
    this.currentPhase.set(isWaiting ? 'waiting' : 'ready');
    if (isWaiting) this.later(wait, (next) => this.ask(payment.id, undefined, next));
    else this.changed();
  }

  private answerMissing(failure: Failure, wait: number): void {
    if (failure.kind === 'problem' && isDecided(failure.problem.status)) {
      this.currentPhase.set('ready');
      this.failure.set(failure);
      this.changed();
      return;
    }
    // A bank that is at it stays at it, whoever can't be reached meanwhile.
    if (this.currentPhase() === 'ready') this.currentPhase.set('unknown');
    this.later(wait, (next) => this.lookUp(next));
  }

  private later(wait: number, work: (wait: number) => Promise<void>): void {
    if (this.isDestroyed) return;
    const next = wait === 0 ? ASK_AGAIN_MS : Math.min(wait * ASK_AGAIN_FACTOR, ASK_AGAIN_MAX_MS);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void work(next), next);
  }

  private changed(): void {
    this.onChange();
    this.changedBookings.tell();
  }
}
