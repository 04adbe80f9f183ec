import { Component, computed, input, linkedSignal, signal, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { CreateWebhookDto, WebhookDto } from '@boxoffice/contracts';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { isWebhook, toWebhook, webhookDraft } from './webhook-draft';
import { webhookTypeName } from './webhook-words';

/** A webhook, new or as it is. */
@Component({
  selector: 'box-webhook-form',
  imports: [FailureNotice, FormField, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <box-text-field
        label="Address"
        i18n-label
        hint="https and reachable from the internet"
        i18n-hint
        [field]="fields.url"
      />
      <box-text-field label="Description (optional)" i18n-label [field]="fields.description" />
      <fieldset>
        <legend i18n>Send when</legend>
        @for (row of fields.types; track $index) {
          <label>
            <input type="checkbox" [formField]="row.isOn" />
            <span>{{ typeName(row.type().value()) }}</span>
          </label>
        }
        @if (typesError(); as message) {
          <p class="error small" role="alert">{{ message }}</p>
        }
      </fieldset>
      <label>
        <input type="checkbox" [formField]="fields.includesBuyer" />
        <span>
          <ng-container i18n>Include the buyer’s name and email</ng-container>
          <span i18n class="small muted why">Only if your system needs them.</span>
        </span>
      </label>
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" />
      }
      <box-submit-button class="send" [words]="words()" [isBusy]="fields().submitting()" />
    </form>
  `,
  styles: `
    form,
    fieldset {
      display: grid;
      gap: var(--space-2);
    }
    fieldset {
      margin: 0 0 var(--space-2);
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: var(--space-1);
      font-weight: 600;
    }
    label {
      display: flex;
      align-items: flex-start;
      gap: var(--space-3);
      min-height: 44px;
      padding-block: 10px;
    }
    input[type='checkbox'] {
      flex: none;
      width: 20px;
      height: 20px;
      margin: 2px 0 0;
      accent-color: var(--ink);
    }
    .why {
      display: block;
    }
    .error {
      color: var(--error);
    }
    .send {
      justify-self: start;
      margin-top: var(--space-2);
    }
  `,
})
export class WebhookForm {
  /** Undefined: a new one. */
  readonly webhook = input<WebhookDto>();
  readonly words = input.required<string>();
  readonly send = input.required<(webhook: CreateWebhookDto) => Promise<unknown>>();

  /** By its id: what is typed stays, whatever is read again meanwhile. */
  private readonly id = computed(() => this.webhook()?.id);
  private readonly model = linkedSignal({
    source: this.id,
    computation: () => untracked(() => webhookDraft(this.webhook())),
  });
  protected readonly fields = form(this.model, isWebhook);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly typeName = webhookTypeName;
  protected readonly typesError = computed(() => {
    const types = this.fields.types();
    return types.touched() ? types.errors()[0]?.message : undefined;
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const send = () => this.send()(toWebhook(this.model()));
    if (!(await sendForm(this.fields, this.failure, send))) return;
    if (!this.webhook()) this.model.set(webhookDraft());
    this.fields().reset();
  }
}
