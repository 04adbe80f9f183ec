import { Component, computed, input, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { CANCELLATION_MESSAGE_MAX_LENGTH, EventCancellationDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { formatNumber, plural } from '../../design/formats';
import { isText } from '../../form/rules';
import { TextAreaField } from '../../form/text-area-field';

/** The contract's own constant: importing its value would pull every validator into the page. */
const MESSAGE_LONGEST: typeof CANCELLATION_MESSAGE_MAX_LENGTH = 2_000;

/** Asks before an event is cancelled: says what ends and who is written to, and takes a message to them. */
@Component({
  selector: 'box-cancel-event',
  imports: [ConfirmDialog, TextAreaField],
  template: `
    <box-confirm-dialog
      heading="Cancel this event?"
      i18n-heading
      text="Nothing more is sold. You can’t undo this."
      i18n-text
      action="Cancel event"
      i18n-action
      keep="Keep event"
      i18n-keep
      (confirmed)="confirm()"
      (dismissed)="dismissed.emit()"
    >
      @if (figures.data(); as figures) {
        <ul class="figures">
          @for (line of lines(); track line) {
            <li>{{ line }}</li>
          }
        </ul>
      } @else if (figures.failure()) {
        <p i18n>
          We couldn’t look up how many tickets are sold and held. Their buyers are emailed all the
          same.
        </p>
      } @else {
        <p i18n role="status" class="muted">Counting tickets and buyers…</p>
      }
      <box-text-area-field
        label="Message to your buyers (optional)"
        i18n-label
        hint="What happened, and what comes next"
        i18n-hint
        [rows]="3"
        [field]="fields.message"
      />
    </box-confirm-dialog>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
      margin-bottom: var(--space-5);
      padding-left: var(--space-5);
      list-style: disc;
    }
    box-text-area-field {
      margin-bottom: var(--space-4);
    }
    p {
      margin-bottom: var(--space-5);
    }
  `,
})
export class CancelEvent {
  readonly organiserId = input.required<string>();
  readonly eventId = input.required<string>();
  /** With the message, which may be empty. */
  readonly confirmed = output<string>();
  readonly dismissed = output();

  protected readonly figures = readOwn<EventCancellationDto>(() =>
    apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'cancellation'),
  );
  private readonly model = signal({ message: '' });
  protected readonly fields = form(this.model, (path) => {
    isText(path.message, MESSAGE_LONGEST);
  });

  protected readonly lines = computed(() => {
    const figures = this.figures.data();
    return figures ? consequencesOf(figures) : [];
  });

  protected confirm(): void {
    if (this.fields().valid()) this.confirmed.emit(this.model().message);
  }
}

/** What cancelling ends, and whom it tells. */
export function consequencesOf({
  sold,
  held,
  buyers,
}: Pick<EventCancellationDto, 'sold' | 'held' | 'buyers'>): string[] {
  return [
    plural(sold, {
      one: $localize`1 ticket is sold. It’s no longer valid, and it isn’t refunded automatically.`,
      other: $localize`${formatNumber(sold)}:count: tickets are sold. They’re no longer valid, and they aren’t refunded automatically.`,
    }),
    plural(held, {
      one: $localize`1 ticket is held. The hold ends.`,
      other: $localize`${formatNumber(held)}:count: tickets are held. The holds end.`,
    }),
    plural(buyers, {
      one: $localize`1 buyer gets an email with your contact details.`,
      other: $localize`${formatNumber(buyers)}:count: buyers get an email with your contact details.`,
    }),
  ];
}
