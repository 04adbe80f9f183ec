import { Component, computed, effect, inject, input, untracked, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { BookingDto } from '@boxoffice/contracts';
import { Identity } from '../account/identity';
import { apiUrl } from '../api/api-url';
import { readOwn } from '../api/read';
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
import { FreeOrder } from './pay/free-order';
import { Payment } from './pay/payment';
import { PaymentFlow } from './pay/payment-flow';
import { PaymentStep } from './pay/payment-step';
import { ReturnTermsLine } from './returns/return-terms-line';
import { OrganiserFooter } from '../events/about/organiser-footer';

/**
 * How often the booking is read again: it sets the clock right, and notices what another tab did.
 */
const REFRESH_MS = 10_000;

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
    FailureNotice,
    FreeOrder,
    HeldTickets,
    HoldLine,
    MatButton,
    Notice,
    PaymentStep,
    ReturnTermsLine,
  ],
  providers: [PaymentFlow],
  templateUrl: './checkout-page.html',
  styleUrl: './checkout-page.scss',
})
export class CheckoutPage {
  readonly bookingId = input.required<string>();
  /** Of the address: the buyer comes back from the page of a payment provider. */
  readonly returned = input<string>();

  private readonly router = inject(Router);
  private readonly changedBookings = inject(ChangedBookings);
  private readonly payment = inject(Payment);
  private readonly flow = inject(PaymentFlow);
  private readonly extendHold = inject(ExtendHold);
  protected readonly identity = inject(Identity);

  protected readonly booking = readOwn<BookingDto>(() => apiUrl('booking', this.bookingId()));
  protected readonly hold = countDownHold(this.booking.data);
  protected readonly task = new Task();

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
  /** What becomes of the money isn't known yet: the tickets wait for it, also beyond the hold's time. */
  protected readonly isPaying = computed(
    () => this.booking.data()?.status === 'pending' && this.flow.phase() !== 'ready',
  );

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
      const bookingId = this.bookingId();
      untracked(() => void this.resumePayment(bookingId));
    });
    effect(() => {
      if (this.hold.isOver()) untracked(() => this.booking.reload());
    });
  }

  /** @returns whether everything that is asked about who comes was said */
  protected readonly completeAttendees = async (): Promise<boolean> =>
    !this.booking.data()?.asksAttendees || (await this.attendees()?.complete()) === true;

  protected async confirmFree(): Promise<void> {
    if (!(await this.completeAttendees())) return;
    return this.act((booking) => this.payment.confirmFree(booking, this.identity.userId()));
  }

  protected release(): Promise<void> {
    return this.act((booking) => this.payment.cancel(booking.id, this.identity.userId()));
  }

  protected extend(): Promise<void> {
    return this.act((booking) => this.extendHold.extend(booking.id, this.identity.userId()));
  }

  private async resumePayment(bookingId: string): Promise<void> {
    const hasReturned = this.returned() !== undefined;
    await this.flow.resume(bookingId, hasReturned, () => this.booking.reload());
    if (hasReturned) void this.router.navigate([], { queryParams: {}, replaceUrl: true });
  }

  /** Does one thing at a time, and afterwards reads what became of the booking. */
  private async act(work: (booking: BookingDto) => Promise<unknown>): Promise<void> {
    const booking = this.booking.data();
    if (!booking || this.task.isBusy()) return;
    await this.task.run(() => work(booking));
    this.booking.reload();
    this.changedBookings.tell();
  }
}
