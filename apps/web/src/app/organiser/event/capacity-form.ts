import { Component, computed, input, linkedSignal, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { OrganiserTierDto } from '@boxoffice/contracts';
import { EVENT_TICKETS_MAX } from '@boxoffice/contracts/event-limits';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';
import { isCount } from '../create/event-rules';

/** Raises or lowers how many tickets a tier has, also while they are sold. */
@Component({
  selector: 'box-capacity-form',
  imports: [FailureNotice, SubmitButton, TextField],
  template: `
    <form novalidate (submit)="save($event)">
      <box-text-field
        inputMode="numeric"
        [label]="label()"
        [isNarrow]="true"
        [field]="fields.capacity"
      />
      @if (isChanged()) {
        <box-submit-button
          words="Save"
          i18n-words
          busyWords="Saving…"
          i18n-busyWords
          look="outlined"
          [isBusy]="fields().submitting()"
        />
      }
    </form>
    @if (failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    form {
      display: grid;
      grid-template-columns: minmax(140px, 200px) auto;
      gap: var(--space-3);
      justify-content: start;
      align-items: start;
    }
    box-submit-button {
      --mat-button-outlined-container-height: 56px;
    }
  `,
})
export class CapacityForm {
  readonly tier = input.required<OrganiserTierDto>();
  /** Sends it; what is refused is said at the field. */
  readonly change = input.required<(capacity: number) => Promise<unknown>>();

  /** The number, not the tier: the page reads the event again and again, and what is typed stays. */
  private readonly now = computed(() => this.tier().capacity);
  private readonly model = linkedSignal(() => ({ capacity: String(this.now()) }));
  protected readonly fields = form(this.model, (path) => {
    isCount(path.capacity, 0, EVENT_TICKETS_MAX);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly label = computed(() => $localize`Tickets: ${this.tier().name}:tier:`);
  protected readonly isChanged = computed(
    () => this.model().capacity.trim() !== String(this.now()),
  );

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.isChanged()) return;
    await sendForm(
      this.fields,
      this.failure,
      () => this.change()(Number(this.model().capacity.trim())),
      { CAPACITY_BELOW_SOLD: 'capacity', EVENT_LIMIT_EXCEEDED: 'capacity' },
    );
  }
}
