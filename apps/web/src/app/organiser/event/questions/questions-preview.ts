import { Component, computed, input, linkedSignal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { BookingAttendeesDto } from '@boxoffice/contracts';
import { AttendeeGroups } from '../../../booking/attendees/attendee-groups';
import { draftOf } from '../../../booking/attendees/attendee-draft';
import { previewed, type QuestionsDraft } from './questions-draft';

/** The fields of a booking of two tickets, as its buyer will find them; nothing of it is sent. */
@Component({
  selector: 'box-questions-preview',
  imports: [AttendeeGroups],
  template: `
    @if (isAsked()) {
      <div class="panel">
        <box-attendee-groups [fields]="fields" [asked]="asked()" [ticketNames]="ticketNames()" />
      </div>
    } @else {
      <p i18n class="muted">Nothing: buyers go straight to payment.</p>
    }
  `,
})
export class QuestionsPreview {
  readonly draft = input.required<QuestionsDraft>();
  readonly tiers = input.required<readonly { id: string; name: string }[]>();

  private readonly shown = computed(() => {
    const [first, second = first] = this.tiers();
    return first && second ? [first, second] : [];
  });
  protected readonly asked = computed((): BookingAttendeesDto => {
    const { names, emails } = this.draft();
    return {
      bookingId: '',
      names: names as 'no',
      emails: emails as 'no',
      questions: previewed(this.draft()),
      attendees: this.shown().map(({ id }, index) => ({
        ticketId: String(index),
        tierId: id,
        name: '',
        email: null,
        answers: [],
      })),
      answers: [],
      missing: [],
      changesUntil: '',
      changeable: true,
    };
  });
  protected readonly isAsked = computed(() => {
    const { names, emails, questions } = this.asked();
    return names !== 'no' || emails !== 'no' || questions.length > 0;
  });
  protected readonly ticketNames = computed(() => this.shown().map(({ name }) => name));
  private readonly model = linkedSignal(() => draftOf(this.asked()));
  protected readonly fields = form(this.model);
}
