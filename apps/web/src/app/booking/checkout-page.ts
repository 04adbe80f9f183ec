import {
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { BookingDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
import { ServiceIndex } from '../api/service-index';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { Notice } from '../design/notice';
import { AttendeesStep } from './attendees/attendees-step';
import { BookingEnded } from './booking-ended';
import { BookingUnreadable } from './booking-unreadable';
import { ChangedBookings } from './changed-bookings';
import { HeldTickets } from './held-tickets';
import { ExtendHold } from './hold/extend-hold';
import { countDownHold } from './hold/hold-countdown';
import { HoldLine } from './hold/hold-line';
import { CardForm } from './pay/card-form';
import { FreeOrder } from './pay/free-order';
import { Payment } from './pay/payment';
import { paymentOutcome } from './pay/payment-outcome';
import { PaymentsUnavailable } from './pay/payments-unavailable';
import { OrganiserFooter } from '../events/about/organiser-footer';

/**
 * How often the booking is read again: it sets the clock right, and notices what another tab did.
 */
const REFRESH_MS = 10_000;

type Action = 'pay' | 'release' | 'extend';

/**
 * From a hold to tickets. The booking on the server is the only truth here: every outcome (paid,
 * declined, cancelled, time up) is shown because the booking says so, also after a reload.
 */
@Component({
  selector: 'box-checkout-page',
  imports: [
    AttendeesStep,
    OrganiserFooter,
    BookingEnded,
    BookingUnreadable,
    CardForm,
    FailureNotice,
    FreeOrder,
    HeldTickets,
    HoldLine,
    MatButton,
    Notice,
    PaymentsUnavailable,
  ],
  templateUrl: './checkout-page.html',
  styleUrl: './checkout-page.scss',
})
export class CheckoutPage {
  readonly bookingId = input.required<string>();

  private readonly router = inject(Router);
  private readonly changedBookings = inject(ChangedBookings);
  private readonly payment = inject(Payment);
  private readonly extendHold = inject(ExtendHold);
  protected readonly identity = inject(Identity);
  protected readonly takesPayments = inject(ServiceIndex).takesPayments;

  protected readonly booking = readOwn<BookingDto>(() => apiUrl('booking', this.bookingId()));
  protected readonly hold = countDownHold(this.booking.data);
  protected readonly task = new Task();
  private readonly lastAction = signal<Action | undefined>(undefined);

  protected readonly isOpen = computed(
    () =>
      this.booking.data()?.status === 'pending' &&
      this.booking.data()?.event.state !== 'cancelled' &&
      !this.hold.isOver(),
  );
  /** Set while the chosen person is not the one who holds these tickets. */
  protected readonly otherHolder = computed(() => {
    const booking = this.booking.data();
    if (!booking || !this.identity.user() || booking.userId === this.identity.userId()) return;
    const name = this.identity.nameOf(booking.userId);
    const heading =
      name === undefined
        ? $localize`Someone else is holding these tickets`
        : $localize`${name}:name: is holding these tickets`;
    return { id: booking.userId, name, heading };
  });
  /** More time is for who holds the tickets, and for nobody who looks on. */
  protected readonly canExtend = computed(
    () => this.booking.data()?.extendable === true && !this.otherHolder(),
  );
  /** The booking as it was known when the last action failed. */
  private readonly beforeFailure = signal<BookingDto | undefined>(undefined);
  /** What is known of a payment that failed; undefined after anything else. */
  protected readonly paymentOutcome = computed(() => {
    const failure = this.task.failure();
    if (!failure || this.lastAction() !== 'pay') return undefined;
    return paymentOutcome(failure, this.booking.data(), this.beforeFailure());
  });

  private readonly attendees = viewChild<AttendeesStep>('attendees');

  constructor() {
    this.changedBookings.follow(() => this.booking.reload());
    refreshWhileVisible(() => {
      if (this.booking.data()?.status === 'pending') this.booking.reload();
    }, REFRESH_MS);

    effect(() => {
      if (this.booking.data()?.status === 'confirmed') {
        void this.router.navigate(['/bookings', this.bookingId()], { replaceUrl: true });
      }
    });
    effect(() => {
      if (this.hold.isOver()) untracked(() => this.booking.reload());
    });
  }

  /** @returns whether everything that is asked about who comes was said */
  protected readonly completeAttendees = async (): Promise<boolean> =>
    !this.booking.data()?.asksAttendees || (await this.attendees()?.complete()) === true;

  protected async pay(paymentSimulation: 'success' | 'fail'): Promise<void> {
    if (!(await this.completeAttendees())) return;
    return this.act('pay', (booking) =>
      this.payment.pay(booking, this.identity.userId(), paymentSimulation),
    );
  }

  protected release(): Promise<void> {
    return this.act('release', (booking) =>
      this.payment.cancel(booking.id, this.identity.userId()),
    );
  }

  protected extend(): Promise<void> {
    return this.act('extend', (booking) =>
      this.extendHold.extend(booking.id, this.identity.userId()),
    );
  }

  /** Does one thing at a time, and afterwards reads what became of the booking. */
  private async act(
    action: Action,
    work: (booking: BookingDto) => Promise<unknown>,
  ): Promise<void> {
    const booking = this.booking.data();
    if (!booking || this.task.isBusy()) return;
    this.lastAction.set(action);
    await this.task.run(() => work(booking));
    this.beforeFailure.set(this.booking.data());
    this.booking.reload();
    this.changedBookings.tell();
  }
}
