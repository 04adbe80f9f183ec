import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { Envelope, PassedOnTicketDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { isRefusal } from '../api/problem';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { formatEventMoment } from '../design/formats';
import { Icon } from '../design/icon';
import { PageState } from '../design/page-state';
import { keepScreenAwake } from '../device/screen-awake';
import { TicketCode } from './ticket-code';

/**
 * A ticket that somebody passes on, by the link of a mail: accepted here, and from then on shown at the door from here.
 * The link's secret stands behind the `#`, which no browser sends to a server. It stays in the address, so that the
 * page can be kept and opened again.
 */
@Component({
  selector: 'box-passed-on-page',
  imports: [FailureNotice, Icon, MatButton, PageState, RouterLink, TicketCode],
  templateUrl: './passed-on-page.html',
  styleUrl: './passed-on-page.scss',
})
export class PassedOnPage {
  private readonly http = inject(HttpClient);
  private readonly token = signal('');
  protected readonly looking = new Task();
  protected readonly accepting = new Task();
  protected readonly ticket = signal<PassedOnTicketDto | undefined>(undefined);
  /** How far the server's clock was ahead of this device's. */
  protected readonly serverAheadMs = signal(0);

  protected readonly isSpent = computed(() => {
    const failure = this.looking.failure();
    return (
      this.token() === '' ||
      (failure !== undefined &&
        (isRefusal(failure, 'TOKEN_INVALID') || isRefusal(failure, 'VALIDATION_FAILED')))
    );
  });
  protected readonly name = computed(() => {
    const ticket = this.ticket();
    return ticket ? ticketName(ticket) : '';
  });
  protected readonly when = computed(() => {
    const ticket = this.ticket();
    return ticket ? formatEventMoment(ticket.startsAt, ticket.timeZone) : '';
  });
  protected readonly until = computed(() => {
    const ticket = this.ticket();
    return ticket ? formatEventMoment(ticket.expiresAt, ticket.timeZone) : '';
  });
  /** Why there is nothing to accept or to show; undefined where there is. */
  protected readonly ended = computed(() => {
    const ticket = this.ticket();
    const why = ticket && whyEnded(ticket);
    return why === undefined ? undefined : `${ticket?.eventName ?? ''}: ${why}`;
  });
  protected readonly calendar = computed(() =>
    apiUrl('events', this.ticket()?.eventId ?? '', 'calendar.ics'),
  );

  constructor() {
    keepScreenAwake();
    inject(ActivatedRoute)
      .fragment.pipe(takeUntilDestroyed())
      .subscribe((fragment) => {
        this.token.set(fragment ?? '');
        this.ticket.set(undefined);
        this.accepting.failure.set(undefined);
        void this.look();
      });
  }

  protected async look(): Promise<void> {
    if (this.token() !== '') await this.looking.run(() => this.ask('look'));
  }

  protected async accept(): Promise<void> {
    const isAccepted = await this.accepting.run(() => this.ask('accept'));
    // It may have been taken back meanwhile.
    if (!isAccepted) await this.look();
  }

  private async ask(what: 'look' | 'accept'): Promise<void> {
    const token = this.token();
    const { data } = await firstValueFrom(
      this.http.post<Envelope<PassedOnTicketDto>>(apiUrl('ticket-transfers', what), { token }),
    );
    if (token !== this.token()) {
      // Another link was opened meanwhile.
      if (what === 'look') await this.ask('look');
      return;
    }
    this.serverAheadMs.set(Date.parse(data.serverTime) - Date.now());
    this.ticket.set(data);
  }
}

function whyEnded({ cancelled, state, code }: PassedOnTicketDto): string | undefined {
  if (cancelled) return $localize`The event has been cancelled.`;
  if (state === 'taken_back') return $localize`Its sender has taken the ticket back.`;
  if (state === 'lapsed')
    return $localize`The time to accept it is over. Ask its sender to pass it on again.`;
  return state === 'accepted' && !code
    ? $localize`The ticket was refunded to its buyer.`
    : undefined;
}
