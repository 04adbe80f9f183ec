import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { formatEventMoment } from '../../design/formats';
import { Notice } from '../../design/notice';
import type { SaleState } from '../availability/sale-state';
import { timeUntil } from './time-until';
import { visitorMoment } from './visitor-clock';

/** A second's hand that never skips one. */
const TICK_MS = 250;

/** Why nothing is sold at this moment, and from when on it is. */
@Component({
  selector: 'box-sale-notice',
  imports: [Notice],
  template: `
    @switch (state()) {
      @case ('cancelled') {
        <box-notice tone="warning" heading="This event has been cancelled" i18n-heading>
          <p i18n>
            Tickets are no longer on sale. If you have some, check your email for a message from us.
          </p>
        </box-notice>
      }
      @case ('paused') {
        <box-notice tone="info" heading="Ticket sales are paused" i18n-heading>
          <p i18n>If sales resume, you can buy them here.</p>
        </box-notice>
      }
      @case ('not-begun') {
        <box-notice tone="info" [heading]="fromText()">
          @if (ownText(); as moment) {
            <p i18n>In your time zone: {{ moment }}</p>
          }
          <p i18n>This page opens the sale by itself. You don’t have to reload it.</p>
          <!-- The time stands in the heading: a second's hand would drown everything else. -->
          <p class="countdown figures" aria-hidden="true">{{ untilText() }}</p>
        </box-notice>
      }
      @default {
        <box-notice tone="info" heading="Ticket sales have ended" i18n-heading>
          <p i18n>Tickets for this event are no longer on sale.</p>
        </box-notice>
      }
    }
  `,
  styles: `
    .countdown {
      font: 700 var(--title-m) / 1.1 var(--font-display);
      font-variant-numeric: tabular-nums;
      letter-spacing: -0.02em;
    }
  `,
})
export class SaleNotice {
  readonly event = input.required<Pick<EventDto, 'saleStartsAt' | 'timeZone'>>();
  readonly state = input.required<SaleState>();
  /** The time on the server's clock, when it was last looked at, in milliseconds. */
  readonly now = input.required<number>();

  private readonly deviceNow = signal(Date.now());
  private readonly offsetMs = computed(() => this.now() - Date.now());

  protected readonly fromText = computed(() => {
    const { saleStartsAt, timeZone } = this.event();
    return $localize`On sale from ${formatEventMoment(saleStartsAt ?? '', timeZone)}:moment:`;
  });
  protected readonly ownText = computed(() => {
    const { saleStartsAt, timeZone } = this.event();
    return visitorMoment(saleStartsAt ?? '', timeZone);
  });
  protected readonly untilText = computed(() =>
    timeUntil(Date.parse(this.event().saleStartsAt ?? '') - (this.deviceNow() + this.offsetMs())),
  );

  constructor() {
    const timer = setInterval(() => this.deviceNow.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
