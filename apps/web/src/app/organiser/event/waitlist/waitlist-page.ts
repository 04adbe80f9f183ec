import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ChangeWaitlistDto, WaitingBuyerDto, WaitlistDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../../api/api-url';
import { readOwn } from '../../../api/read';
import { refreshWhileVisible } from '../../../api/refresh-while-visible';
import { Task } from '../../../api/task';
import { tickets } from '../../../design/counts';
import { FailureNotice } from '../../../design/failure-notice';
import { formatEventMoment, formatNumber } from '../../../design/formats';
import { NumberPipe } from '../../../design/number-pipe';
import { PageState } from '../../../design/page-state';
import { waitedTier } from '../../../waitlist/waited-tier';
import { Confirmation } from '../../confirmation';
import { CurrentOrganiser } from '../../current-organiser';
import { UnreadPage } from '../../unread-page';
import { OrganiserEvent } from '../organiser-event';
import { entryState } from './entry-state';

/** How often the list is read again while somebody looks at it. */
const REFRESH_MS = 15_000;

/** Who waits for tickets of an event, who was offered some, and in which order. */
@Component({
  selector: 'box-waitlist-page',
  imports: [FailureNotice, MatButton, NumberPipe, PageState, RouterLink, UnreadPage],
  templateUrl: './waitlist-page.html',
  styleUrls: ['../../events/organiser-events-page.scss', './waitlist-page.scss'],
})
export class WaitlistPage {
  readonly eventId = input.required<string>();

  private readonly http = inject(HttpClient);
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  private readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  protected readonly list = readOwn<WaitlistDto>(() => this.url());
  protected readonly task = new Task();
  protected readonly entryState = entryState;
  protected readonly bookings = computed(() => [
    '/organiser',
    this.current.id(),
    'events',
    this.eventId(),
    'bookings',
  ]);
  protected readonly summary = computed(() => {
    const list = this.list.data();
    if (!list) return '';
    const waiting = $localize`${formatNumber(list.waiting)}:count: waiting for ${tickets(list.waitingTickets)}:tickets:`;
    return list.keptTickets === 0
      ? waiting
      : $localize`${waiting}:waiting: · ${tickets(list.keptTickets)}:tickets: kept for them`;
  });

  constructor() {
    refreshWhileVisible(() => this.list.reload(), REFRESH_MS);
  }

  protected what({ tickets: waited }: WaitingBuyerDto): string {
    return waited.map(waitedTier).join(', ');
  }

  protected when({ createdAt }: WaitingBuyerDto): string {
    return formatEventMoment(createdAt, this.one.event.data()?.timeZone ?? 'UTC');
  }

  protected async change(fields: ChangeWaitlistDto, done: string): Promise<void> {
    const isDone = await this.task.run(async () => {
      try {
        await firstValueFrom(this.http.patch(this.url(), fields));
      } finally {
        this.list.reload();
      }
    });
    if (isDone) this.confirmation.say(done);
  }

  protected async pause(paused: boolean): Promise<void> {
    await this.change(
      { paused },
      paused ? $localize`Waitlist paused` : $localize`Waitlist resumed`,
    );
  }

  protected async drawLots(byLot: boolean): Promise<void> {
    await this.change(
      { byLot },
      byLot
        ? $localize`Tickets are offered by lot now`
        : $localize`Tickets are offered in order now`,
    );
  }

  private url(): string {
    return apiUrl('organisers', this.current.id(), 'events', this.eventId(), 'waitlist');
  }
}
