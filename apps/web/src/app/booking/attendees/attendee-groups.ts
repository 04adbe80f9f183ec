import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import type { QuestionDto } from '@boxoffice/contracts';
import { formatNumber } from '../../design/formats';
import { TextField } from '../../form/text-field';
import type { AnswerDraft, BookingDraft } from './attendee-draft';
import type { AskedForm } from './attendee-rules';
import { QuestionField } from './question-field';

/** The fields of a booking: a group for each ticket, and one for the booking as a whole. */
@Component({
  selector: 'box-attendee-groups',
  imports: [QuestionField, TextField],
  templateUrl: './attendee-groups.html',
  styleUrl: './attendee-groups.scss',
})
export class AttendeeGroups {
  readonly fields = input.required<FieldTree<BookingDraft>>();
  readonly asked = input.required<AskedForm>();
  /** What each ticket is called, in their order: tier and type. */
  readonly ticketNames = input.required<readonly string[]>();

  /** A ticket of which nothing is asked has no group. */
  protected readonly hasFields = (answers: FieldTree<AnswerDraft[]>): boolean =>
    this.asked().names !== 'no' || this.asked().emails !== 'no' || answers.length > 0;
  protected readonly nameLabel = computed(() =>
    this.asked().names === 'required' ? $localize`Name` : $localize`Name (optional)`,
  );
  protected readonly emailLabel = computed(() =>
    this.asked().emails === 'required'
      ? $localize`Email address`
      : $localize`Email address (optional)`,
  );

  protected position(index: number): string {
    const count = this.ticketNames().length;
    return $localize`Ticket ${formatNumber(index + 1)}:number: of ${formatNumber(count)}:count:`;
  }

  protected questionOf(answer: FieldTree<AnswerDraft>): QuestionDto | undefined {
    const id = answer.questionId().value();
    return this.asked().questions.find((question) => question.id === id);
  }

  /** Whether a later ticket is asked the same as the first one that is asked it. */
  protected canCopy(index: number, answer: FieldTree<AnswerDraft>): boolean {
    const asked = this.askedWith(answer.questionId().value());
    return asked.length > 1 && asked[0] === index;
  }

  /** Answers the same question of all tickets in the same way. */
  protected copy(answer: FieldTree<AnswerDraft>): void {
    const said = answer().value();
    this.fields()
      .attendees()
      .value.update((attendees) =>
        attendees.map((attendee) => ({
          ...attendee,
          answers: attendee.answers.map((other) =>
            other.questionId === said.questionId
              ? { ...said, ticks: said.ticks.map((tick) => ({ ...tick })) }
              : other,
          ),
        })),
      );
  }

  private askedWith(questionId: string): number[] {
    return this.fields()()
      .value()
      .attendees.flatMap(({ answers }, index) =>
        answers.some((answer) => answer.questionId === questionId) ? [index] : [],
      );
  }
}
