import { Component, computed, input, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { SeriesBuyersDto } from '@boxoffice/contracts';
import { ANNOUNCEMENT_MESSAGE_MAX_LENGTH } from '@boxoffice/contracts/event-limits';
import { readOwn } from '../../api/read';
import { ConfirmDialog } from '../../design/confirm-dialog';
import { ChoiceField } from '../../form/choice-field';
import { isText } from '../../form/rules';
import { TextAreaField } from '../../form/text-area-field';
import { consequencesOf } from '../event/cancel-event';
import { REFUND_CHOICES, REFUND_HINT, type Cancelling } from '../event/cancelling';

/** Asks before dates of a series are cancelled: says which, what ends and who is written to, and takes a message. */
@Component({
  selector: 'box-cancel-dates',
  imports: [ChoiceField, ConfirmDialog, TextAreaField],
  template: `
    <box-confirm-dialog
      heading="Cancel these dates?"
      i18n-heading
      text="Nothing more is sold for them. You can’t undo this."
      i18n-text
      action="Cancel dates"
      i18n-action
      keep="Keep dates"
      i18n-keep
      (confirmed)="confirm()"
      (dismissed)="dismissed.emit()"
    >
      <ul class="figures dates">
        @for (date of dates(); track $index) {
          <li>{{ date }}</li>
        }
      </ul>
      @if (figures.data()) {
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
    .dates {
      max-height: 30vh;
      overflow-y: auto;
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
export class CancelDates {
  /** When those dates begin, in words. */
  readonly dates = input.required<readonly string[]>();
  /** Where it is said how many buyers they have. */
  readonly url = input.required<string>();
  readonly confirmed = output<Cancelling>();
  readonly dismissed = output();

  protected readonly refundChoices = REFUND_CHOICES();
  protected readonly refundHint = REFUND_HINT();
  protected readonly figures = readOwn<SeriesBuyersDto>(() => this.url());
  private readonly model = signal<Cancelling>({ message: '', refunds: 'with_fees' });
  protected readonly fields = form(this.model, (path) => {
    isText(path.message, ANNOUNCEMENT_MESSAGE_MAX_LENGTH);
  });
  protected readonly lines = computed(() => {
    const figures = this.figures.data();
    if (!figures) return [];
    const { sold, held, buyersAndHolders: buyers } = figures;
    return consequencesOf({ sold, held, buyers });
  });

  protected confirm(): void {
    if (this.fields().valid()) this.confirmed.emit(this.model());
  }
}
