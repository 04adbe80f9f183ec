import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, input, output } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { QuestionDto } from '@boxoffice/contracts';
import { optionsOf, type AnswerDraft } from './attendee-draft';

/** Ids of fields and of what describes them are unique in the page. */
let created = 0;

/** A question of an event, and its answer. Questions may be long, so they stand above their field. */
@Component({
  selector: 'box-question-field',
  imports: [CdkTextareaAutosize, FormField, MatButton, MatError, MatFormField, MatInput],
  templateUrl: './question-field.html',
  styleUrl: './question-field.scss',
})
export class QuestionField {
  readonly question = input.required<QuestionDto>();
  readonly field = input.required<FieldTree<AnswerDraft>>();
  /** Whether other tickets are asked the same. */
  readonly canCopy = input(false);
  readonly copied = output();

  protected readonly id = `question-${(created += 1)}`;
  protected readonly options = computed(() => {
    const { text } = this.field()().value();
    return optionsOf(this.question(), text === '' ? [] : [text]);
  });
  protected readonly label = computed(() => {
    const { label, required } = this.question();
    return required ? label : $localize`${label}:question: (optional)`;
  });
  protected readonly textError = computed(() => this.field().text().errors()[0]?.message);
  /** Said once one has been at the ticks, or wanted to go on without them. */
  protected readonly ticksError = computed(() => {
    const ticks = this.field().ticks();
    return ticks.touched() ? ticks.errors()[0]?.message : undefined;
  });
  protected readonly describedBy = computed(() => {
    const ids = [
      ...(this.question().hint === '' ? [] : [`${this.id}-hint`]),
      ...(this.ticksError() === undefined ? [] : [`${this.id}-error`]),
    ];
    return ids.length === 0 ? null : ids.join(' ');
  });
  protected readonly isAnswered = computed(() => {
    const { text, ticks } = this.field()().value();
    return text.trim() !== '' || ticks.some(({ isOn }) => isOn);
  });
}
