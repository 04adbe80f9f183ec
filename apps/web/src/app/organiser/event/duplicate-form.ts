import { Component, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
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
  imports: [FailureNotice, SubmitButton, TextField],
  template: `
    <h2 i18n>Another date</h2>
    <p i18n class="muted">
      Copies everything but the codes into a new draft. Other times move along with the start.
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
    box-submit-button {
      --mat-button-outlined-container-height: 56px;
    }
  `,
})
export class DuplicateForm {
  readonly duplicate = input.required<(startsAt: string) => Promise<unknown>>();
  readonly timeZone = input.required<string>();

  private readonly model = signal({ startsAt: '' });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.startsAt, $localize`Enter date and time`);
    isToCome(path.startsAt, this.timeZone);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    await sendForm(this.fields, this.failure, () => this.duplicate()(this.model().startsAt));
  }
}
