import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { DuplicateEventDto, OrganiserTierDto } from '@boxoffice/contracts';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { tickets as formatTickets } from '../../design/counts';
import { formatEventMoment } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { Notice } from '../../design/notice';
import { NumberPipe } from '../../design/number-pipe';
import { StockBar, type StockCounts } from '../../design/stock-bar';
import { TierSwatch } from '../../design/tier-swatch';
import { PageTitle } from '../../shell/page-title';
import { Confirmation } from '../confirmation';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { EmbedCode } from '../embed-code';
import { StateBadge } from '../state-badge';
import { CancelEvent } from './cancel-event';
import { CancellationRefunds } from './cancellation-refunds';
import { CancelledNotice } from './cancelled-notice';
import type { Cancelling } from './cancelling';
import { CapacityForm } from './capacity-form';
import { DuplicateForm } from './duplicate-form';
import { EventChecklist } from './event-checklist';
import { OrganiserEvent, type StateStep } from './organiser-event';
import { SeriesSection } from './series-section';

/** Watched during a sale. */
const REFRESH_MS = 4_000;

const DONE: Record<StateStep, () => string> = {
  publish: () => $localize`Published: everyone can see it now`,
  pause: () => $localize`The sale is paused`,
  resume: () => $localize`Sales resumed`,
  cancel: () => $localize`The event is cancelled`,
};

/** An event of an organisation: what it still needs, how its sale goes, and what can be done with it. */
@Component({
  selector: 'box-organiser-event-page',
  imports: [
    CancelEvent,
    CancellationRefunds,
    CancelledNotice,
    CapacityForm,
    DuplicateForm,
    EmbedCode,
    EventChecklist,
    FailureNotice,
    MatButton,
    MoneyPipe,
    Notice,
    NumberPipe,
    RouterLink,
    SeriesSection,
    StateBadge,
    StockBar,
    TierSwatch,
    UnreadPage,
  ],
  templateUrl: './organiser-event-page.html',
  styleUrl: './organiser-event-page.scss',
})
export class OrganiserEventPage {
  readonly eventId = input.required<string>();

  private readonly router = inject(Router);
  private readonly confirmation = inject(Confirmation);
  protected readonly current = inject(CurrentOrganiser);
  protected readonly one = new OrganiserEvent(this.current.id, () => this.eventId());
  protected readonly event = this.one.event.data;
  protected readonly when = computed(() => {
    const event = this.event();
    return event ? formatEventMoment(event.startsAt, event.timeZone) : '';
  });
  protected readonly saleText = computed(() => {
    const event = this.event();
    if (!event?.saleStartsAt) return '';
    return $localize`On sale from ${formatEventMoment(event.saleStartsAt, event.timeZone)}:moment:`;
  });
  /** Whether anything can be done with it, and by whoever looks at it. */
  protected readonly mayWork = computed(
    () =>
      this.current.may('manager') &&
      this.event()?.state !== 'cancelled' &&
      this.event()?.state !== 'ended',
  );

  protected readonly task = new Task<StateStep>();
  protected readonly doneText = signal('');
  protected readonly isCancelling = signal(false);

  constructor() {
    refreshWhileVisible(() => {
      this.one.event.reload();
    }, REFRESH_MS);

    const pageTitle = inject(PageTitle);
    effect(() => {
      const name = this.event()?.name;
      if (name) pageTitle.set(name);
    });
  }

  protected counts({ held, sold, capacity }: OrganiserTierDto): StockCounts {
    return { held, booked: sold, all: capacity };
  }

  protected async step(step: StateStep, cancelling?: Cancelling): Promise<void> {
    this.isCancelling.set(false);
    this.doneText.set('');
    if (await this.task.run(() => this.one.step(step, cancelling), step))
      this.doneText.set(DONE[step]());
    // The button is at the foot of the page, and what happened is said at its head.
    if (step === 'cancel') window.scrollTo({ top: 0 });
  }

  protected capacityOf(tier: OrganiserTierDto): (capacity: number) => Promise<unknown> {
    return async (capacity) => {
      await this.one.setCapacity(tier.id, capacity);
      this.confirmation.say(
        $localize`${tier.name}:tier:: ${formatTickets(capacity)}:tickets: from now on`,
      );
    };
  }

  protected readonly duplicate = async (body: DuplicateEventDto): Promise<void> => {
    const { id } = await this.one.duplicate(body);
    await this.router.navigate(['/organiser', this.current.id(), 'events', id]);
  };
}
