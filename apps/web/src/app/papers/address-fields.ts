import { Component, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { ChoiceField } from '../form/choice-field';
import { TextField } from '../form/text-field';
import type { InvoiceAddress } from './address-rules';
import { countryChoices } from './country-choices';

/** An address as invoices say it: the fields that buyers and sellers share. */
@Component({
  selector: 'box-address-fields',
  imports: [ChoiceField, TextField],
  template: `
    <box-text-field
      label="Street and number"
      i18n-label
      autocomplete="street-address"
      [field]="fields().street"
    />
    <div class="two">
      <box-text-field
        label="Postal code"
        i18n-label
        autocomplete="postal-code"
        [field]="fields().postalCode"
      />
      <box-text-field
        label="City"
        i18n-label
        autocomplete="address-level2"
        [field]="fields().city"
      />
    </div>
    <box-choice-field label="Country" i18n-label [choices]="countries" [field]="fields().country" />
    <box-text-field
      label="VAT ID (optional)"
      i18n-label
      hint="Begins with the country, such as DE123456789"
      i18n-hint
      [field]="fields().vatId"
    />
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
      gap: var(--space-2) var(--space-4);
    }
  `,
})
export class AddressFields {
  readonly fields =
    input.required<{ readonly [Name in keyof InvoiceAddress]: FieldTree<string> }>();
  protected readonly countries = countryChoices();
}
