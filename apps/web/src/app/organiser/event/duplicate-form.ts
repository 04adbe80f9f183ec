import { Component, input, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { DuplicateEventDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { asksFor } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { isToCome } from '../to-come';

/** Makes a draft of another date. */
@Component({
  selector: 'box-duplicate-form',
  imports: [FailureNotice, FormField, SubmitButton, TextField],
  template: `
    <h2 i18n>Another date</h2>
    <p i18n class="muted">
      Copies everything into a new draft. Other times move along with the start.
    </p>
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    <form novalidate (submit)="send($event)">
      <box-text-field
        label="Starts"
        i18n-label
        type="datetime-local"
        [isNarrow]="true"
        [field]="fields.startsAt"
      />
      <label>
        <input type="checkbox" [formField]="fields.withCodes" />
        <ng-container i18n>Copy the codes, too</ng-container>
      </label>
      <box-submit-button
        words="Duplicate"
        i18n-words
        look="outlined"
        [isBusy]="fields().submitting()"
      />
    </form>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    h2 {
      font-size: var(--text-l);
    }
    form {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
      align-items: start;
    }
    label {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-height: 56px;
    }
    input[type='checkbox'] {
      width: 20px;
      height: 20px;
      accent-color: var(--ink);
    }
    box-submit-button {
      --mat-button-outlined-container-height: 56px;
    }
  `,
})
export class DuplicateForm {
  readonly duplicate = input.required<(body: DuplicateEventDto) => Promise<unknown>>();
  readonly timeZone = input.required<string>();

  private readonly model = signal({ startsAt: '', withCodes: false });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.startsAt, $localize`Enter date and time`);
    isToCome(path.startsAt, this.timeZone);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    await sendForm(this.fields, this.failure, () => this.duplicate()(this.model()));
  }
}
