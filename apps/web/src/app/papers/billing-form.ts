import { HttpClient } from '@angular/common/http';
import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { BillingDetailsDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import type { Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';
import { asksFor, isLine } from '../form/rules';
import { sendForm } from '../form/send-form';
import { SubmitButton } from '../form/submit-button';
import { TextField } from '../form/text-field';
import { AddressFields } from './address-fields';
import { isInvoiceAddress } from './address-rules';

const EMPTY: Record<keyof BillingDetailsDto, string> = {
  name: '',
  street: '',
  postalCode: '',
  city: '',
  country: '',
  vatId: '',
};

/** Longest name of a person or company, in characters. */
const NAME_MAX = 200;

/** Whom the invoice of a booking is for, as its buyer says it. */
@Component({
  selector: 'box-billing-form',
  imports: [AddressFields, FailureNotice, MatButton, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      @if (replaces()) {
        <p i18n class="small muted">
          Your invoice is cancelled by a credit note, and you get a new one with this address.
        </p>
      }
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" [isRevealed]="true" />
      }
      <box-text-field
        label="Name or company"
        i18n-label
        autocomplete="organization"
        [field]="fields.name"
      />
      <box-address-fields [fields]="fields" />
      <div class="actions">
        <box-submit-button words="Save address" i18n-words [isBusy]="fields().submitting()" />
        <button i18n matButton type="button" (click)="dismissed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-2);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
    }
  `,
})
export class BillingForm {
  readonly url = input.required<string>();
  /** What was said before. */
  readonly billing = input.required<Readonly<typeof EMPTY> | null>();
  /** Whether there is an invoice already, which another one replaces. */
  readonly replaces = input.required<boolean>();
  readonly saved = output();
  readonly dismissed = output();

  private readonly http = inject(HttpClient);
  /** What is typed stays, whatever is read again meanwhile. */
  private readonly model = linkedSignal<boolean, typeof EMPTY>({
    source: () => this.billing() !== null,
    computation: (_, before) => before?.value ?? { ...EMPTY, ...this.billing() },
  });
  protected readonly fields = form(this.model, (path) => {
    asksFor(path.name, $localize`Enter a name`);
    isLine(path.name, NAME_MAX);
    isInvoiceAddress(path);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const isDone = await sendForm(this.fields, this.failure, () =>
      firstValueFrom(this.http.put(this.url(), this.model())),
    );
    if (isDone) this.saved.emit();
  }
}
