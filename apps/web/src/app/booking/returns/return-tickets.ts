import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BookingDto, BuyerRefundOfferDto, ReturnTicketsDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { Task } from '../../api/task';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { FailureNotice } from '../../design/failure-notice';
import { formatEventMoment, formatMoney } from '../../design/formats';
import { Notice } from '../../design/notice';
import { returnTermsText } from '../../events/return-terms';
import { ChangedBookings } from '../changed-bookings';

/** Returns tickets of a booking, where the event lets buyers: chosen, with what goes back for them, and confirmed. */
@Component({
  selector: 'box-return-tickets',
  imports: [ConfirmDialog, FailureNotice, MatButton, Notice],
  templateUrl: './return-tickets.html',
  styleUrl: './return-tickets.scss',
})
export class ReturnTickets {
  readonly booking = input.required<BookingDto>();
  /** What is said of each ticket at the door, by its id. */
  readonly serials = input.required<ReadonlyMap<string, string>>();
  /** Tickets were returned. */
  readonly changed = output();

  private readonly http = inject(HttpClient);
  private readonly changedBookings = inject(ChangedBookings);
  protected readonly offer = readOwn<BuyerRefundOfferDto>(() => this.url('refund-offer'));
  protected readonly task = new Task();

  protected readonly terms = computed(() => {
    const { until = null, fees = null } = this.offer.data() ?? {};
    if (until === null || fees === null) return '';
    const { timeZone } = this.booking().event;
    return this.offer.data()?.refusal === 'too_late'
      ? $localize`You could return tickets until ${formatEventMoment(until, timeZone)}:moment:.`
      : returnTermsText({ until, fees }, timeZone);
  });
  protected readonly isShown = computed(() => {
    const refusal = this.offer.data()?.refusal;
    return refusal === null || refusal === 'too_late';
  });
  protected readonly tickets = computed(() => {
    const { tickets = [], currency = '' } = this.offer.data() ?? {};
    return tickets.map(({ id, tier, ticketType, amountMinor }) => ({
      id,
      name: ticketName({ tier, ticketType }),
      number: this.serials().get(id) ?? '',
      amount: formatMoney(amountMinor, currency),
    }));
  });

  protected readonly isAsking = signal(false);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly isNoneChosen = signal(false);
  /** What happened last, until something else does. */
  protected readonly done = signal('');

  /** As the server counts it: of all tickets, with what belongs to the booking; never more than is left. */
  private readonly amountMinor = computed(() => {
    const offer = this.offer.data();
    if (!offer) return 0;
    const chosen = offer.tickets.filter(({ id }) => this.chosen().has(id));
    const sum = chosen.reduce((all, { amountMinor }) => all + amountMinor, 0);
    return chosen.length === offer.tickets.length
      ? offer.wholeMinor
      : Math.min(offer.leftMinor, sum);
  });
  protected readonly amount = computed(() =>
    formatMoney(this.amountMinor(), this.offer.data()?.currency ?? ''),
  );
  protected readonly isFree = computed(
    () => this.offer.data()?.wholeMinor === 0 && this.booking().totalMinor === 0,
  );

  protected ask(): void {
    const { tickets } = this.offer.data() ?? { tickets: [] };
    this.chosen.set(new Set(tickets.length === 1 ? tickets.map(({ id }) => id) : []));
    this.isNoneChosen.set(false);
    this.task.failure.set(undefined);
    this.done.set('');
    this.isAsking.set(true);
  }

  protected toggle(ticketId: string): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(ticketId)) chosen.add(ticketId);
    this.chosen.set(chosen);
    this.isNoneChosen.set(false);
  }

  protected async giveBack(): Promise<void> {
    // Tickets may have been returned elsewhere since they were chosen.
    const offered = this.offer.data()?.tickets ?? [];
    const ticketIds = offered.map(({ id }) => id).filter((id) => this.chosen().has(id));
    if (ticketIds.length === 0) {
      this.isNoneChosen.set(true);
      return;
    }
    const amountMinor = this.amountMinor();
    const body: ReturnTicketsDto = { ticketIds, amountMinor };
    const words = this.doneWords();
    const isDone = await this.task.run(() =>
      firstValueFrom(this.http.post(this.url('refunds'), body)),
    );
    this.offer.reload();
    if (!isDone) return;
    this.isAsking.set(false);
    this.done.set(words);
    this.changedBookings.tell();
    this.changed.emit();
  }

  private doneWords(): string {
    if (this.amountMinor() === 0) return $localize`Your tickets are returned.`;
    return this.offer.data()?.paidBackByOrganiser
      ? $localize`Your tickets are returned. The organiser pays back ${this.amount()}:amount:.`
      : $localize`Your tickets are returned. ${this.amount()}:amount: is on its way back to you.`;
  }

  private url(path: string): string {
    return apiUrl('bookings', this.booking().id, path);
  }
}
