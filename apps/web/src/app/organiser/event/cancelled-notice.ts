import { Component, computed, input } from '@angular/core';
import type { EventCancellationDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { formatDayAndTime, formatNumber, plural } from '../../design/formats';
import { Notice } from '../../design/notice';

/** Mails of a large event are written within minutes. */
const REFRESH_MS = 10_000;

/** Says of a cancelled event whom its cancellation was told, and in which words. */
@Component({
  selector: 'box-cancelled-notice',
  imports: [Notice],
  template: `
    @if (cancellation.data(); as known) {
      <box-notice tone="warning" [heading]="heading()">
        @if (known.done) {
          <p>{{ toldText() }}</p>
        } @else {
          <p i18n>Holds are being ended, and buyers are being emailed.</p>
        }
        @if (known.message; as message) {
          <p class="message">{{ message }}</p>
        }
      </box-notice>
    }
  `,
  styles: `
    .message {
      margin-top: var(--space-2);
      padding-left: var(--space-3);
      border-left: 3px solid var(--hairline);
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
  `,
})
export class CancelledNotice {
  readonly organiserId = input.required<string>();
  readonly eventId = input.required<string>();

  protected readonly cancellation = readOwn<EventCancellationDto>(() =>
    apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'cancellation'),
  );
  protected readonly heading = computed(() => {
    const at = this.cancellation.data()?.cancelledAt;
    return at ? $localize`Cancelled on ${formatDayAndTime(at)}:moment:` : '';
  });
  protected readonly toldText = computed(() => {
    const buyers = this.cancellation.data()?.buyers ?? 0;
    if (buyers === 0) return $localize`Nobody had to be emailed.`;
    return plural(buyers, {
      one: $localize`1 buyer was emailed.`,
      other: $localize`${formatNumber(buyers)}:count: buyers were emailed.`,
    });
  });

  constructor() {
    refreshWhileVisible(() => {
      if (this.cancellation.data()?.done === false) this.cancellation.reload();
    }, REFRESH_MS);
  }
}
