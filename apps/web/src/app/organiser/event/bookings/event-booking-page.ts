import { Component, computed, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { formatReference } from '@boxoffice/contracts/formats';
import { apiUrl } from '../../../api/api-url';
import type { Failure } from '../../../api/problem';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { Task } from '../../../api/task';
import { Timeline } from '../../../booking/history/timeline';
import { Receipt } from '../../../booking/receipt';
import { ConfirmDialog } from '../../../design/confirm-dialog';
import { FailureNotice } from '../../../design/failure-notice';
import { formatDayAndTime } from '../../../design/formats';
import { Notice } from '../../../design/notice';
import { isEmail, isName } from '../../../form/rules';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { BookingPapers } from '../../../papers/booking-papers';
import { buyerName } from '../../buyer-name';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { BookingAttendees } from './booking-attendees';
import { BookingMoney } from './booking-money';
import { methodName, statusName } from './booking-words';
import { EventBooking } from './event-booking';
import { happeningWords } from './happening-words';
import { guardUnsaved } from '../../unsaved';

/** The audit follows within a second or so. */
const REFRESH_MS = 5_000;

/** A booking, what happened to it, and what can be done: "I paid and have no ticket" is answered here. */
@Component({
  selector: 'box-event-booking-page',
  imports: [
    BookingAttendees,
    BookingMoney,
    BookingPapers,
    ConfirmDialog,
    FailureNotice,
    MatButton,
    Notice,
    Receipt,
    RouterLink,
    SubmitButton,
    TextField,
    Timeline,
    UnreadPage,
  ],
  templateUrl: './event-booking-page.html',
  styleUrl: './event-booking-page.scss',
})
export class EventBookingPage {
  readonly eventId = input.required<string>();
  readonly bookingId = input.required<string>();

  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new EventBooking(() => [
    this.current.id(),
    this.eventId(),
    this.bookingId(),
  ]);
  protected readonly booking = this.one.reading.data;

  protected readonly invoicesUrl = computed(() =>
    apiUrl('organisers', this.current.id(), 'invoices'),
  );

  protected readonly statusName = statusName;
  protected readonly methodName = methodName;
  protected readonly buyerName = buyerName;
  protected readonly steps = computed(() =>
    (this.booking()?.timeline ?? []).map((one) => ({
      at: one.at,
      words: happeningWords(one),
      by: one.by,
    })),
  );
  protected readonly number = formatReference;
  protected readonly when = formatDayAndTime;

  protected readonly task = new Task();
  protected readonly doneText = signal('');
  protected readonly isCancelling = signal(false);
  protected readonly isCorrecting = signal(false);

  private readonly model = signal({ name: '', email: '' });
  protected readonly fields = form(this.model, (path) => {
    isName(path.name);
    isEmail(path.email);
  });
  protected readonly correctFailure = signal<Failure | undefined>(undefined);

  constructor() {
    guardUnsaved(() => this.isCorrecting() && this.fields().dirty());
    refreshWhileVisible(() => this.one.reading.reload(), REFRESH_MS);
  }

  protected async mail(): Promise<void> {
    this.doneText.set('');
    const sent = await this.task.run(() => this.one.mail());
    if (sent) this.doneText.set($localize`The confirmation is on its way.`);
  }

  protected async cancel(): Promise<void> {
    this.isCancelling.set(false);
    this.doneText.set('');
    const cancelled = await this.task.run(() => this.one.cancel());
    if (cancelled) this.doneText.set($localize`Cancelled. The tickets are on sale again.`);
  }

  protected beginCorrecting(): void {
    const buyer = this.booking()?.buyer;
    const name = buyer?.kind === 'walk_in' ? '' : (buyer?.name ?? '');
    this.fields().reset({ name, email: buyer?.email ?? '' });
    this.correctFailure.set(undefined);
    this.isCorrecting.set(true);
  }

  protected async correct(event: Event): Promise<void> {
    event.preventDefault();
    this.doneText.set('');
    const { name, email } = this.model();
    const isDone = await sendForm(this.fields, this.correctFailure, () =>
      this.one.correct({ name: name.trim(), email: email.trim() }),
    );
    if (!isDone) return;
    this.isCorrecting.set(false);
    this.doneText.set(
      $localize`Corrected. The confirmation is on its way to ${email.trim()}:email:.`,
    );
  }
}
