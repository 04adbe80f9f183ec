import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BookingDto, BookingTransfersDto, TicketTransferDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { formatEventMoment } from '../../design/formats';
import { Icon } from '../../design/icon';
import { Notice } from '../../design/notice';
import { ChangedBookings } from '../changed-bookings';
import { linesWithTickets } from '../lines-with-tickets';
import { PassOnDialog, type TicketToPassOn } from './pass-on-dialog';

/** A ticket of the booking: whether it can be passed on, or to whom it was. */
interface Row extends TicketToPassOn {
  /** Undefined: it is the buyer's. */
  transfer: TicketTransferDto | undefined;
  /** Whom it was sent to, as the sender calls them. */
  to: string;
  state: string;
  canBePassedOn: boolean;
}

/** Passes tickets of a booking on, where the event lets buyers; and what became of those that were. */
@Component({
  selector: 'box-pass-on-tickets',
  imports: [FailureNotice, Icon, MatButton, Notice, PassOnDialog],
  templateUrl: './pass-on-tickets.html',
  styleUrl: './pass-on-tickets.scss',
})
export class PassOnTickets {
  readonly booking = input.required<BookingDto>();
  readonly transfers = input.required<BookingTransfersDto>();
  /** What is said of each ticket at the door, by its id. */
  readonly serials = input.required<ReadonlyMap<string, string>>();
  /** A ticket was passed on or taken back. */
  readonly changed = output();

  private readonly http = inject(HttpClient);
  private readonly changedBookings = inject(ChangedBookings);
  protected readonly taking = new Task<string>();
  /** What is being passed on. */
  protected readonly chosen = signal<TicketToPassOn | undefined>(undefined);
  /** What happened last, until something else does. */
  protected readonly done = signal('');

  protected readonly rows = computed(() => {
    const live = new Map(
      this.transfers()
        .transfers.filter(({ state }) => state === 'offered' || state === 'accepted')
        .map((transfer) => [transfer.ticketId, transfer]),
    );
    const passable = new Set(this.transfers().ticketIds);
    return linesWithTickets(this.booking()).flatMap(({ name, tickets }) =>
      tickets.flatMap(({ id }): Row[] => {
        const transfer = live.get(id);
        const canBePassedOn = passable.has(id);
        if (!transfer && !canBePassedOn) return [];
        const to = transfer ? transfer.name || transfer.email : '';
        const number = this.serials().get(id) ?? '';
        return [{ id, name, number, transfer, to, state: this.stateOf(transfer), canBePassedOn }];
      }),
    );
  });
  protected readonly until = computed(() => {
    const { until, refusal } = this.transfers();
    return until !== null && refusal === null ? this.moment(until) : '';
  });
  protected readonly acceptUntil = computed(() => {
    const { acceptUntil } = this.transfers();
    return acceptUntil === null ? '' : this.moment(acceptUntil);
  });

  protected ask(ticket: TicketToPassOn): void {
    this.done.set('');
    this.taking.failure.set(undefined);
    this.chosen.set(ticket);
  }

  protected sent(email: string): void {
    this.done.set($localize`We’ve sent the ticket to ${email}:email:.`);
    this.tell();
  }

  protected async takeBack({ id }: TicketTransferDto): Promise<void> {
    this.done.set('');
    const url = apiUrl('bookings', this.booking().id, 'transfers', id);
    const isDone = await this.taking.run(() => firstValueFrom(this.http.delete(url)), id);
    if (isDone) this.done.set($localize`The ticket is yours again.`);
    this.tell();
  }

  private tell(): void {
    this.changedBookings.tell();
    this.changed.emit();
  }

  private stateOf(transfer: TicketTransferDto | undefined): string {
    if (!transfer) return '';
    return transfer.state === 'accepted'
      ? $localize`Accepted: your code no longer works`
      : $localize`Waiting to be accepted, until ${this.moment(transfer.expiresAt)}:moment:`;
  }

  private moment(instant: string): string {
    return formatEventMoment(instant, this.booking().event.timeZone);
  }
}
