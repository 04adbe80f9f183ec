import { Component, computed, input, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { CANCELLATION_MESSAGE_MAX_LENGTH, EventCancellationDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { formatNumber, plural } from '../../design/formats';
import { ChoiceField } from '../../form/choice-field';
import { isText } from '../../form/rules';
import { TextAreaField } from '../../form/text-area-field';
import { REFUND_CHOICES, REFUND_HINT, type Cancelling } from './cancelling';

/** The contract's own constant: importing its value would pull every validator into the page. */
const MESSAGE_LONGEST: typeof CANCELLATION_MESSAGE_MAX_LENGTH = 2_000;

/** Asks before an event is cancelled: says what ends and who is written to, and takes a message to them. */
@Component({
  selector: 'box-cancel-event',
  imports: [ChoiceField, ConfirmDialog, TextAreaField],
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
      <box-choice-field
        label="Refunds"
        i18n-label
        [isNarrow]="true"
        [field]="fields.refunds"
        [choices]="refundChoices"
        [hint]="refundHint"
      />
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
    box-choice-field,
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
  readonly confirmed = output<Cancelling>();
  readonly dismissed = output();

  protected readonly refundChoices = REFUND_CHOICES();
  protected readonly refundHint = REFUND_HINT();
  protected readonly figures = readOwn<EventCancellationDto>(() =>
    apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'cancellation'),
  );
  private readonly model = signal<Cancelling>({ message: '', refunds: 'with_fees' });
  protected readonly fields = form(this.model, (path) => {
    isText(path.message, MESSAGE_LONGEST);
  });

  protected readonly lines = computed(() => {
    const figures = this.figures.data();
    return figures ? consequencesOf(figures) : [];
  });

  protected confirm(): void {
    if (this.fields().valid()) this.confirmed.emit(this.model());
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
      one: $localize`1 ticket is sold. It’s no longer valid.`,
      other: $localize`${formatNumber(sold)}:count: tickets are sold. They’re no longer valid.`,
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
