import { Component, computed, input, linkedSignal, output, signal, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { OrganiserEventDto, OrganiserTicketTypeDto } from '@boxoffice/contracts';
import type { Failure } from '../../../api/problem';
import { FailureNotice } from '../../../design/failure-notice';
import { sendForm } from '../../../form/send-form';
import { SubmitButton } from '../../../form/submit-button';
import { TextField } from '../../../form/text-field';
import { isTicketTypeFields, ticketTypeDraft, type TicketTypeFieldsDraft } from './tier-drafts';
import { guardForm } from '../../unsaved';

/** A ticket type of a tier, new or as it is: who pays what, and when it is sold. */
@Component({
  selector: 'box-ticket-type-form',
  imports: [FailureNotice, FormField, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <div class="fields">
        <box-text-field label="Ticket type" i18n-label [isNarrow]="true" [field]="fields.name" />
        <box-text-field
          label="Price ({{ event().currency }})"
          i18n-label
          inputMode="decimal"
          [isNarrow]="true"
          [field]="fields.price"
        />
        <box-text-field
          label="Condition (optional)"
          i18n-label
          hint="For example: with a student card"
          i18n-hint
          [isNarrow]="true"
          [field]="fields.condition"
        />
        <box-text-field
          label="Minimum per order (optional)"
          i18n-label
          inputMode="numeric"
          [isNarrow]="true"
          [field]="fields.minPerBooking"
        />
        <box-text-field
          label="Maximum per order (optional)"
          i18n-label
          inputMode="numeric"
          [isNarrow]="true"
          [field]="fields.maxPerBooking"
        />
        <box-text-field
          label="Sale begins (optional)"
          i18n-label
          type="datetime-local"
          hint="Empty: with the event"
          i18n-hint
          [isNarrow]="true"
          [field]="fields.saleStartsAt"
        />
        <box-text-field
          label="Sale ends (optional)"
          i18n-label
          type="datetime-local"
          hint="Empty: with the event"
          i18n-hint
          [isNarrow]="true"
          [field]="fields.saleEndsAt"
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
export class TicketTypeForm {
  readonly event = input.required<OrganiserEventDto>();
  /** Undefined: a new one. */
  readonly type = input<OrganiserTicketTypeDto>();
  readonly words = input.required<string>();
  readonly send = input.required<(draft: TicketTypeFieldsDraft) => Promise<unknown>>();
  readonly done = output();

  private readonly id = computed(() => this.type()?.id);
  private readonly model = linkedSignal({
    source: this.id,
    computation: () => untracked(() => ticketTypeDraft(this.type(), this.event())),
  });
  protected readonly fields = form(this.model, (path) => {
    isTicketTypeFields(path, () => this.event().currency);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    guardForm(this.fields);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const blame = { NAME_TAKEN: 'name', EVENT_LIMIT_EXCEEDED: 'name' } as const;
    const send = () => this.send()(this.model());
    if (!(await sendForm(this.fields, this.failure, send, blame))) return;
    if (!this.type()) this.model.set(ticketTypeDraft(undefined, this.event()));
    this.fields().reset();
    this.done.emit();
  }
}
