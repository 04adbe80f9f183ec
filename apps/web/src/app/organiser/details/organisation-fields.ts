import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { ChoiceField } from '../../form/choice-field';
import { TextAreaField } from '../../form/text-area-field';
import { TextField } from '../../form/text-field';
import { currencyChoices, timeZoneChoices } from '../create/place-choices';
import type { OrganisationDraft } from './organisation-draft';

/** What an organisation says of itself: the fields that a new and a changed one share. */
@Component({
  selector: 'box-organisation-fields',
  imports: [ChoiceField, TextAreaField, TextField],
  template: `
    <section class="panel" aria-labelledby="who-heading">
      <h2 i18n id="who-heading">Organisation</h2>
      <box-text-field label="Name" i18n-label [field]="fields().name" />
      <box-text-field
        label="Contact email"
        i18n-label
        type="email"
        hint="Where buyers can reach you"
        i18n-hint
        [field]="fields().contactEmail"
      />
      @if (hasOwner()) {
        <box-text-field
          label="Owner’s email (optional)"
          i18n-label
          type="email"
          hint="They’re invited as its owner. Empty: you own it."
          i18n-hint
          [field]="fields().ownerEmail"
        />
      }
      <div class="three">
        <box-choice-field
          label="Currency"
          i18n-label
          [choices]="currencies()"
          [field]="fields().currency"
        />
        <box-choice-field
          label="Time zone"
          i18n-label
          [choices]="timeZones()"
          [field]="fields().timeZone"
        />
        <box-choice-field
          label="Language"
          i18n-label
          [choices]="languages"
          [field]="fields().language"
        />
      </div>
      <p i18n class="small muted">New events begin with this currency and time zone.</p>
    </section>

    <section class="panel" aria-labelledby="legal-heading">
      <h2 i18n id="legal-heading">Legal details</h2>
      <p i18n class="muted">
        Shown with your events and in emails. Write a text, or a link that begins with https://.
      </p>
      <box-text-area-field label="Imprint" i18n-label [field]="fields().imprint" />
      <box-text-area-field label="Terms of sale" i18n-label [field]="fields().terms" />
      <box-text-area-field label="Privacy notice" i18n-label [field]="fields().privacy" />
      <box-text-area-field label="Refund policy" i18n-label [field]="fields().refundPolicy" />
    </section>
  `,
  styles: `
    :host,
    .panel {
      display: grid;
      gap: var(--space-4);
    }
    :host {
      gap: var(--space-5);
    }
    h2 {
      font-size: var(--text-l);
    }
    .three {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
      gap: var(--space-4);
    }
  `,
})
export class OrganisationFields {
  readonly fields = input.required<FieldTree<OrganisationDraft>>();
  /** Whether somebody else may be invited as its owner. */
  readonly hasOwner = input(false);

  protected readonly timeZones = computed(() => timeZoneChoices(this.fields().timeZone().value()));
  protected readonly currencies = computed(() => currencyChoices(this.fields().currency().value()));
  protected readonly languages = [
    { value: 'en', words: $localize`English` },
    { value: 'de', words: $localize`German` },
  ];
}
