import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CreatedTicketsDto, EventDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readApi } from '../../api/read';
import { Task } from '../../api/task';
import { tickets } from '../../design/counts';
import { FailureNotice } from '../../design/failure-notice';
import { formatNumber } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { Notice } from '../../design/notice';
import { NumberPipe } from '../../design/number-pipe';
import { PageState } from '../../design/page-state';
import { Stepper } from '../../design/stepper';
import { TicketCard } from '../../design/ticket-card';
import { chooseEvent } from '../chosen-event';
import { EventPicker } from '../event-picker';
import { CreateTickets } from './create-tickets';
import {
  COUNTED_TIERS,
  CREATION_MAX,
  hasCountedTier,
  NO_TICKETS,
  planCreation,
  type CountField,
  type Counts,
} from './creation';

@Component({
  selector: 'box-create-tickets-page',
  imports: [
    EventPicker,
    FailureNotice,
    MatButton,
    MoneyPipe,
    Notice,
    NumberPipe,
    PageState,
    RouterLink,
    Stepper,
    TicketCard,
  ],
  templateUrl: './create-tickets-page.html',
  styleUrl: './create-tickets-page.scss',
})
export class CreateTicketsPage {
  /** From the address: `?event=…`. */
  readonly event = input<string>();

  private readonly createTickets = inject(CreateTickets);
  protected readonly chosen = chooseEvent(this.event, hasCountedTier);
  /** With its prices. */
  protected readonly details = readApi<EventDto>(() => {
    const event = this.chosen.event();
    return event && apiUrl('events', event.id);
  });
  private readonly counts = signal<Counts>(NO_TICKETS);
  protected readonly plan = computed(() =>
    planCreation(this.details.data()?.tiers ?? [], this.counts()),
  );

  protected readonly task = new Task();
  protected readonly created = signal<CreatedTicketsDto | undefined>(undefined);
  protected readonly max = CREATION_MAX;

  protected readonly action = computed(() => {
    if (this.task.isBusy()) return $localize`Creating…`;
    const { count } = this.plan();
    return count === 0 ? $localize`Create tickets` : $localize`Create ${tickets(count)}:tickets:`;
  });
  protected readonly createdText = computed(() => {
    const done = this.created();
    return done ? $localize`${tickets(done.created)}:tickets: now on sale` : '';
  });
  protected readonly breakdown = computed(() => {
    const parts = this.created()?.breakdown;
    if (!parts) return '';
    return COUNTED_TIERS.filter(({ created }) => parts[created] > 0)
      .map(({ created, tier }) => `${formatNumber(parts[created])} × ${tier}`)
      .join(', ');
  });

  protected reload(): void {
    if (this.chosen.events.failure()) this.chosen.events.reload();
    else this.details.reload();
  }

  protected change(field: CountField, count: number): void {
    this.counts.update((counts) => ({ ...counts, [field]: count }));
    this.created.set(undefined);
    this.task.failure.set(undefined);
  }

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    const target = this.details.data();
    if (!target || this.task.isBusy() || this.plan().count === 0) return;
    this.created.set(undefined);
    await this.task.run(async () => {
      this.created.set(await this.createTickets.create({ eventId: target.id, ...this.counts() }));
      this.counts.set(NO_TICKETS);
    });
  }
}
