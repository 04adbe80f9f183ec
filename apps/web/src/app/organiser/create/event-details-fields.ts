import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { ChoiceField } from '../../form/choice-field';
import { TextAreaField } from '../../form/text-area-field';
import { TextField } from '../../form/text-field';
import { isShownTwice } from '../local-time';
import type { EventDetailsDraft } from './event-draft';
import { LanguagesField } from './languages-field';
import { currencyChoices, timeZoneChoices } from './place-choices';

export type DetailsFields = { readonly [Name in keyof EventDetailsDraft]: FieldTree<string> };

/** What an event is, when and where, and how it is sold: the fields that a new and a changed event share. */
@Component({
  selector: 'box-event-details-fields',
  imports: [ChoiceField, LanguagesField, TextAreaField, TextField],
  template: `
    <section class="panel" aria-labelledby="what-heading">
      <h2 i18n id="what-heading">What</h2>
      <box-text-field label="Name" i18n-label [field]="fields().name" />
      <box-text-field label="Subtitle (optional)" i18n-label [field]="fields().subtitle" />
      <box-text-area-field
        label="Description"
        i18n-label
        [rows]="4"
        [field]="fields().description"
      />
      <box-languages-field [field]="fields().languages" />
    </section>

    <section class="panel" aria-labelledby="where-heading">
      <h2 i18n id="where-heading">Where and when</h2>
      <div class="two">
        <box-text-field [isNarrow]="true" label="Venue" i18n-label [field]="fields().venue" />
        <box-text-field [isNarrow]="true" label="Address" i18n-label [field]="fields().address" />
        <box-text-field
          [isNarrow]="true"
          label="Starts"
          i18n-label
          type="datetime-local"
          [hint]="twiceText(fields().startsAt)"
          [field]="fields().startsAt"
        />
        <box-choice-field
          [isNarrow]="true"
          label="Time zone"
          i18n-label
          hint="All times are in this time zone"
          i18n-hint
          [choices]="timeZones()"
          [field]="fields().timeZone"
        />
        <box-text-field
          [isNarrow]="true"
          label="Doors open (optional)"
          i18n-label
          type="datetime-local"
          [hint]="twiceText(fields().doorsAt)"
          [field]="fields().doorsAt"
        />
        <box-text-field
          [isNarrow]="true"
          label="Ends (optional)"
          i18n-label
          type="datetime-local"
          [hint]="twiceText(fields().endsAt)"
          [field]="fields().endsAt"
        />
      </div>
    </section>

    <section class="panel" aria-labelledby="sale-heading">
      <h2 i18n id="sale-heading">Sale</h2>
      <div class="two">
        <box-text-field
          [isNarrow]="true"
          label="Sale begins (optional)"
          i18n-label
          type="datetime-local"
          [hint]="twiceText(fields().saleStartsAt) || saleStartsAtHint"
          [field]="fields().saleStartsAt"
        />
        <box-text-field
          [isNarrow]="true"
          label="Sale ends (optional)"
          i18n-label
          type="datetime-local"
          [hint]="twiceText(fields().saleEndsAt) || saleEndsAtHint"
          [field]="fields().saleEndsAt"
        />
        <box-text-field
          [isNarrow]="true"
          label="Most tickets per order"
          i18n-label
          inputMode="numeric"
          [field]="fields().maxTicketsPerBooking"
        />
        <box-text-field
          [isNarrow]="true"
          label="Most tickets per person"
          i18n-label
          inputMode="numeric"
          hint="Empty: no limit"
          i18n-hint
          [field]="fields().maxTicketsPerUser"
        />
        <box-text-field
          [isNarrow]="true"
          label="Minutes to pay (optional)"
          i18n-label
          inputMode="numeric"
          hint="How long tickets are held for a buyer. Empty: as usual"
          i18n-hint
          [field]="fields().holdMinutes"
        />
        <box-text-field
          [isNarrow]="true"
          label="Returns until: days before the start (optional)"
          i18n-label
          inputMode="numeric"
          hint="Buyers return tickets themselves until then. 0: until it starts. Empty: they can’t"
          i18n-hint
          [field]="fields().returnDays"
        />
        @if (fields().returnDays().value().trim() !== '') {
          <box-choice-field
            [isNarrow]="true"
            label="Fees of returned tickets"
            i18n-label
            [choices]="returnFees"
            [field]="fields().returnFees"
          />
        }
        <box-text-field
          [isNarrow]="true"
          label="Passing on until: hours before the start (optional)"
          i18n-label
          inputMode="numeric"
          hint="Buyers pass tickets on to others until then. 0: until it starts. Empty: they can’t"
          i18n-hint
          [field]="fields().transferHours"
        />
        <box-choice-field
          [isNarrow]="true"
          label="Codes of tickets"
          i18n-label
          [choices]="ticketCodes"
          [field]="fields().ticketCodes"
        />
        @if (hasCurrency()) {
          <box-choice-field
            [isNarrow]="true"
            label="Currency"
            i18n-label
            [choices]="currencies()"
            [field]="fields().currency"
          />
        }
      </div>
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
    .two {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
      gap: var(--space-4);
    }
  `,
})
export class EventDetailsFields {
  readonly fields = input.required<DetailsFields>();
  /** Once an event was published, its currency stays. */
  readonly hasCurrency = input(true);

  protected readonly returnFees = [
    { value: 'without_fees', words: $localize`You keep them` },
    { value: 'with_fees', words: $localize`Buyers get them back` },
  ];
  protected readonly ticketCodes = [
    { value: 'fixed', words: $localize`Fixed: can be printed` },
    { value: 'rotating', words: $localize`Change every 30 seconds: no screenshots` },
  ];
  protected readonly timeZones = computed(() => timeZoneChoices(this.fields().timeZone().value()));
  protected readonly saleStartsAtHint = $localize`Empty: once you publish it`;
  protected readonly saleEndsAtHint = $localize`Empty: when the event ends`;
  protected readonly currencies = computed(() => currencyChoices(this.fields().currency().value()));

  /** In the night in which clocks go back, an hour comes twice. */
  protected twiceText(time: FieldTree<string>): string {
    return isShownTwice(time().value(), this.fields().timeZone().value())
      ? $localize`Clocks go back that night and show this time twice. The first one counts.`
      : '';
  }
}
