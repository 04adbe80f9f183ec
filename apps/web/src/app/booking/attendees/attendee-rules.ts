import { applyEach, validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type { AskedFor, QuestionDto } from '@boxoffice/contracts';
import { ANSWER_MAX_LENGTH, ATTENDEE_NAME_MAX_LENGTH } from '@boxoffice/contracts/attendee-limits';
import { isPersonName, normalizeName } from '@boxoffice/contracts/person-name';
import { formatNumber } from '../../design/formats';
import type { AnswerDraft, BookingDraft, TickDraft } from './attendee-draft';

/** What an event asks, as the rules need it. */
export interface AskedForm {
  names: AskedFor;
  emails: AskedFor;
  questions: readonly QuestionDto[];
}

export function isAttendeeName(text: string): boolean {
  const name = normalizeName(text);
  return Array.from(name).length <= ATTENDEE_NAME_MAX_LENGTH && isPersonName(name);
}

export function isEmailText(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/**
 * What can be said of attendees without the server.
 *
 * @param asked may change while it is filled in
 */
export function isBookingDraft(
  path: SchemaPathTree<BookingDraft>,
  asked: () => AskedForm | undefined,
): void {
  applyEach(path.attendees, (attendee) => {
    validate(attendee.name, ({ value }) => {
      if (value().trim() === '') {
        return asked()?.names === 'required'
          ? { kind: 'missing', message: $localize`Enter a name` }
          : null;
      }
      return isAttendeeName(value())
        ? null
        : {
            kind: 'name',
            message: $localize`Use readable characters, at most ${formatNumber(ATTENDEE_NAME_MAX_LENGTH)}:count:`,
          };
    });
    validate(attendee.email, ({ value }) => {
      if (value().trim() === '') {
        return asked()?.emails === 'required'
          ? { kind: 'missing', message: $localize`Enter an email address` }
          : null;
      }
      return isEmailText(value())
        ? null
        : { kind: 'email', message: $localize`Enter an email address like name@example.org` };
    });
    applyEach(attendee.answers, (answer) => {
      isAnswer(answer, asked);
    });
  });
  applyEach(path.answers, (answer) => {
    isAnswer(answer, asked);
  });
}

function isAnswer(path: SchemaPathTree<AnswerDraft>, asked: () => AskedForm | undefined): void {
  const questionOf = (id: string): QuestionDto | undefined =>
    asked()?.questions.find((question) => question.id === id);
  validate(path.text as SchemaPath<string>, ({ value, valueOf }) => {
    const question = questionOf(valueOf(path.questionId as SchemaPath<string>));
    if (question?.kind !== 'text' && question?.kind !== 'choice') return null;
    const text = value().trim();
    if (text === '' && question.required) {
      return {
        kind: 'missing',
        message: question.kind === 'text' ? $localize`Enter an answer` : $localize`Choose one`,
      };
    }
    return text.length > ANSWER_MAX_LENGTH
      ? {
          kind: 'long',
          message: $localize`No more than ${formatNumber(ANSWER_MAX_LENGTH)}:count: characters`,
        }
      : null;
  });
  validate(path.ticks as SchemaPath<TickDraft[]>, ({ value, valueOf }) => {
    const question = questionOf(valueOf(path.questionId as SchemaPath<string>));
    if (question?.required !== true || value().length === 0 || value().some(({ isOn }) => isOn))
      return null;
    return {
      kind: 'missing',
      message:
        question.kind === 'checkbox'
          ? $localize`Tick this to continue`
          : $localize`Choose at least one`,
    };
  });
}
