import { Component, computed, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { OrganiserTierDto } from '@boxoffice/contracts';
import { TIER_COLORS } from '@boxoffice/contracts/event-limits';
import type { Failure } from '../../../api/problem';
import { FailureNotice } from '../../../design/failure-notice';
import { ChoiceField } from '../../../form/choice-field';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { tierColorName } from '../../tier-color-name';
import { isTierFields, tierDraft, type TierFieldsDraft } from './tier-drafts';
import { guardForm } from '../../unsaved';

/** A tier of an event, new or as it is. */
@Component({
  selector: 'box-tier-form',
  imports: [ChoiceField, FailureNotice, FormField, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <div class="fields">
        <box-text-field label="Tier name" i18n-label [isNarrow]="true" [field]="fields.name" />
        @if (!tier()?.ticketTypes?.length) {
          <box-text-field
            label="Price ({{ currency() }})"
            i18n-label
            inputMode="decimal"
            [isNarrow]="true"
            [field]="fields.price"
          />
        }
        @if (!tier()) {
          <box-text-field
            label="Number of tickets"
            i18n-label
            inputMode="numeric"
            [isNarrow]="true"
            [field]="fields.capacity"
          />
        }
        <box-choice-field
          label="Colour"
          i18n-label
          [isNarrow]="true"
          [choices]="colors"
          [field]="fields.color"
        />
      </div>
      <label>
        <input type="checkbox" [formField]="fields.hidden" />
        <span i18n>Hidden: only an access code opens it</span>
      </label>
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" />
      }
      <box-submit-button look="outlined" [words]="words()" [isBusy]="fields().submitting()" />
    </form>
  `,
  styleUrl: './tier-forms.scss',
})
export class TierForm {
  /** Undefined: a new one. */
  readonly tier = input<OrganiserTierDto>();
  readonly currency = input.required<string>();
  readonly words = input.required<string>();
  readonly send = input.required<(draft: TierFieldsDraft) => Promise<unknown>>();
  readonly done = output();

  protected readonly colors = [
    { value: '', words: $localize`Automatic` },
    ...TIER_COLORS.map((color) => ({ value: color, words: tierColorName(color) })),
  ];
  /** By its id: what is typed stays, whatever is read again meanwhile. */
  private readonly id = computed(() => this.tier()?.id);
  private readonly model = linkedSignal({
    source: this.id,
    computation: () => untracked(() => tierDraft(this.tier(), this.currency())),
  });
  protected readonly fields = form(this.model, (path) => {
    isTierFields(path, () => this.currency());
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    guardForm(this.fields);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const blame = { NAME_TAKEN: 'name', EVENT_LIMIT_EXCEEDED: 'capacity' } as const;
    const send = () => this.send()(this.model());
    if (!(await sendForm(this.fields, this.failure, send, blame))) return;
    if (!this.tier()) this.model.set(tierDraft(undefined, this.currency()));
    this.fields().reset();
    this.done.emit();
  }
}
