import { Component, computed, input, output } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { formatNumber } from '../../../design/formats';
import { ChoiceField } from '../../../form/choice-field';
import { TextAreaField } from '../../../form/text-area-field';
import { TextField } from '../../../form/text-field';
import { isChoice, type QuestionDraft } from './questions-draft';

/** A question that is written, with how and for whom it is answered. */
@Component({
  selector: 'box-question-row',
  imports: [ChoiceField, FormField, MatButton, TextAreaField, TextField],
  templateUrl: './question-row.html',
  styleUrl: './question-row.scss',
})
export class QuestionRow {
  readonly question = input.required<FieldTree<QuestionDraft>>();
  readonly position = input.required<number>();
  readonly count = input.required<number>();
  readonly tiers = input.required<readonly { id: string; name: string }[]>();
  readonly moved = output<-1 | 1>();
  readonly removed = output();

  protected readonly kinds = [
    { value: 'text', words: $localize`Text` },
    { value: 'choice', words: $localize`One choice` },
    { value: 'choices', words: $localize`Several choices` },
    { value: 'checkbox', words: $localize`Checkbox` },
  ];
  protected readonly scopes = [
    { value: 'ticket', words: $localize`For each ticket` },
    { value: 'booking', words: $localize`Once per booking` },
  ];
  protected readonly heading = computed(
    () => $localize`Question ${formatNumber(this.position() + 1)}:number:`,
  );
  protected readonly hasOptions = computed(() => isChoice(this.question().kind().value()));
  protected readonly hasTiers = computed(
    () => this.question().scope().value() === 'ticket' && this.tiers().length > 1,
  );
  protected readonly tiersError = computed(() => this.question().tiers().errors()[0]?.message);

  protected tierName(tierId: string): string {
    return this.tiers().find(({ id }) => id === tierId)?.name ?? '';
  }
}
