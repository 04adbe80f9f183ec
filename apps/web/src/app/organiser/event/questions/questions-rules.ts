import { applyEach, disabled, validate, type SchemaPathTree } from '@angular/forms/signals';
import {
  QUESTION_HINT_MAX_LENGTH,
  QUESTION_LABEL_MAX_LENGTH,
  QUESTION_OPTION_MAX_LENGTH,
  QUESTION_OPTIONS_MAX,
} from '@boxoffice/contracts/attendee-limits';
import { formatNumber } from '../../../design/formats';
import { asksFor } from '../../../form/rules';
import { isChoice, optionsIn, type QuestionsDraft } from './questions-draft';

function tooLong(most: number): { kind: string; message: string } {
  return { kind: 'long', message: $localize`No more than ${formatNumber(most)}:count: characters` };
}

/** What can be said of questions without the server. */
export function isQuestions(path: SchemaPathTree<QuestionsDraft>): void {
  applyEach(path.questions, (question) => {
    asksFor(question.label, $localize`Enter the question`);
    validate(question.label, ({ value }) =>
      value().length > QUESTION_LABEL_MAX_LENGTH ? tooLong(QUESTION_LABEL_MAX_LENGTH) : null,
    );
    validate(question.hint, ({ value }) =>
      value().length > QUESTION_HINT_MAX_LENGTH ? tooLong(QUESTION_HINT_MAX_LENGTH) : null,
    );
    validate(question.options, ({ value, valueOf }) => {
      if (!isChoice(valueOf(question.kind))) return null;
      const options = optionsIn(value());
      if (options.length < 2) {
        return { kind: 'few', message: $localize`Enter at least two options, one per line` };
      }
      if (options.length > QUESTION_OPTIONS_MAX) {
        return {
          kind: 'many',
          message: $localize`No more than ${formatNumber(QUESTION_OPTIONS_MAX)}:count: options`,
        };
      }
      return options.some((option) => option.length > QUESTION_OPTION_MAX_LENGTH)
        ? tooLong(QUESTION_OPTION_MAX_LENGTH)
        : null;
    });
    validate(question.tiers, ({ value, valueOf }) =>
      valueOf(question.scope) === 'ticket' &&
      value().length > 0 &&
      !value().some(({ isOn }) => isOn)
        ? { kind: 'none', message: $localize`Choose at least one tier` }
        : null,
    );
    // Answers that were given would no longer fit.
    disabled(question.kind, { when: ({ valueOf }) => valueOf(question.answered) });
    disabled(question.scope, { when: ({ valueOf }) => valueOf(question.answered) });
  });
}
