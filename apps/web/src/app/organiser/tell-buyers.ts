import { Component, computed, input, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { EventAnnouncementsDto } from '@boxoffice/contracts';
import { ANNOUNCEMENT_MESSAGE_MAX_LENGTH } from '@boxoffice/contracts/event-limits';
import { readOwn } from '../api/read';
import { ConfirmDialog } from '../design/confirm-dialog';
import { formatNumber, plural } from '../design/formats';
import { isText } from '../form/rules';
import { TextAreaField } from '../form/text-area-field';

/** Asks before buyers are told of another date or place: says how many, and takes a message to them. */
@Component({
  selector: 'box-tell-buyers',
  imports: [ConfirmDialog, TextAreaField],
  template: `
    <box-confirm-dialog
      heading="Save and tell your buyers?"
      i18n-heading
      [text]="text()"
      action="Save and email buyers"
      i18n-action
      keep="Keep editing"
      i18n-keep
      (confirmed)="confirm()"
      (dismissed)="dismissed.emit()"
    >
      <box-text-area-field
        label="Message to your buyers (optional)"
        i18n-label
        hint="Why it changes, and what to do"
        i18n-hint
        [rows]="3"
        [field]="fields.message"
      />
    </box-confirm-dialog>
  `,
  styles: `
    box-text-area-field {
      margin-bottom: var(--space-4);
    }
  `,
})
export class TellBuyers {
  /** Where it is said how many buyers there are. */
  readonly url = input.required<string>();
  /** With the message, which may be empty. */
  readonly confirmed = output<string>();
  readonly dismissed = output();

  private readonly figures = readOwn<Pick<EventAnnouncementsDto, 'buyers'>>(() => this.url());
  private readonly model = signal({ message: '' });
  protected readonly fields = form(this.model, (path) => {
    isText(path.message, ANNOUNCEMENT_MESSAGE_MAX_LENGTH);
  });

  protected readonly text = computed(() => {
    const buyers = this.figures.data()?.buyers;
    if (buyers === undefined) {
      return $localize`Everyone who has tickets gets an email with what was and what is now.`;
    }
    return plural(buyers, {
      one: $localize`1 buyer gets an email with what was and what is now.`,
      other: $localize`${formatNumber(buyers)}:count: buyers get an email with what was and what is now.`,
    });
  });

  protected confirm(): void {
    if (this.fields().valid()) this.confirmed.emit(this.model().message);
  }
}
