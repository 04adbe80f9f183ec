import type {
  AnswerDto,
  AttendeeFieldsDto,
  BookingAttendeesDto,
  ChangeAttendeesDto,
  QuestionDto,
} from '@boxoffice/contracts';
import { ATTENDEES_AT_ONCE_MAX, TICKED } from '@boxoffice/contracts/attendee-limits';
import { isAttendeeName, isEmailText } from './attendee-rules';

/** Something to be ticked, and whether it is. */
export interface TickDraft {
  value: string;
  isOn: boolean;
}

/** An answer while it is typed: words or one choice as a text, choices and ticks one by one. */
export interface AnswerDraft {
  questionId: string;
  text: string;
  /** Of several choices, each in its order; of a checkbox, itself. */
  ticks: TickDraft[];
}

/** Who comes with a ticket, while it is typed. */
export interface AttendeeDraft {
  ticketId: string;
  name: string;
  email: string;
  answers: AnswerDraft[];
}

/** Everything that is asked for a booking. */
export interface BookingDraft {
  attendees: AttendeeDraft[];
  answers: AnswerDraft[];
}

/** What is known of whoever fills it in. */
export interface Self {
  name: string;
  email?: string;
}

export const NO_DRAFT: BookingDraft = { attendees: [], answers: [] };

type Form = Pick<BookingAttendeesDto, 'names' | 'emails' | 'questions'>;

/** The questions that are asked for a ticket of a tier. */
export function questionsFor(questions: readonly QuestionDto[], tierId: string): QuestionDto[] {
  return questions.filter(
    ({ scope, removed, tierIds }) =>
      scope === 'ticket' && !removed && (tierIds.length === 0 || tierIds.includes(tierId)),
  );
}

/** The questions that are asked once for a booking. */
export function questionsOfBooking(questions: readonly QuestionDto[]): QuestionDto[] {
  return questions.filter(({ scope, removed }) => scope === 'booking' && !removed);
}

/** What can be chosen: the options, and what was chosen here before they changed. */
export function optionsOf({ options, kind }: QuestionDto, said: readonly string[] = []): string[] {
  return kind === 'checkbox' ? [TICKED] : [...new Set([...options, ...said])];
}

/**
 * What is to be filled in, with what was said before.
 *
 * @param self whose details fill in the first ticket, while nothing was said of any
 */
export function draftOf(data: BookingAttendeesDto, self?: Self): BookingDraft {
  const { attendees, questions } = data;
  const isNew = attendees.every(
    ({ name, email, answers }) => name === '' && email === null && answers.length === 0,
  );
  return {
    attendees: attendees.map(({ ticketId, tierId, name, email, answers }, index) => {
      const own = isNew && index === 0 ? self : undefined;
      return {
        ticketId,
        name: data.names === 'no' ? '' : name || firstName(own),
        email: data.emails === 'no' ? '' : (email ?? own?.email ?? ''),
        answers: questionsFor(questions, tierId).map((question) => answerOf(question, answers)),
      };
    }),
    answers: questionsOfBooking(questions).map((question) => answerOf(question, data.answers)),
  };
}

function firstName(self: Self | undefined): string {
  return self && isAttendeeName(self.name) ? self.name : '';
}

function answerOf(question: QuestionDto, answers: readonly AnswerDto[]): AnswerDraft {
  const values = answers.find(({ questionId }) => questionId === question.id)?.values ?? [];
  const isTicked = question.kind === 'choices' || question.kind === 'checkbox';
  return {
    questionId: question.id,
    text: isTicked ? '' : (values[0] ?? ''),
    ticks: isTicked
      ? optionsOf(question, values).map((value) => ({ value, isOn: values.includes(value) }))
      : [],
  };
}

/** What was typed before, in the fields that there are now. */
export function typedOver(draft: BookingDraft, typed: BookingDraft): BookingDraft {
  const answersOver = (now: AnswerDraft[], before: readonly AnswerDraft[]): AnswerDraft[] =>
    now.map((answer) => {
      const old = before.find(({ questionId }) => questionId === answer.questionId);
      return old?.ticks.length === answer.ticks.length ? old : answer;
    });
  return {
    attendees: draft.attendees.map((attendee) => {
      const old = typed.attendees.find(({ ticketId }) => ticketId === attendee.ticketId);
      if (!old) return attendee;
      return { ...old, answers: answersOver(attendee.answers, old.answers) };
    }),
    answers: answersOver(draft.answers, typed.answers),
  };
}

/**
 * What has to be sent so that the server has what was typed, in parts as large as it takes; nothing where it has it
 * already. What can't be right yet, such as half an address, is left out.
 */
export function changesOf(
  draft: BookingDraft,
  saved: BookingDraft,
  form: Form,
): ChangeAttendeesDto[] {
  const attendees = draft.attendees
    .filter((attendee, index) => !isSame(attendee, saved.attendees[index]))
    .map((attendee) => attendeeDto(attendee, form));
  const parts: ChangeAttendeesDto[] = [];
  for (let first = 0; first < attendees.length; first += ATTENDEES_AT_ONCE_MAX) {
    parts.push({ attendees: attendees.slice(first, first + ATTENDEES_AT_ONCE_MAX) });
  }
  if (!isSame(draft.answers, saved.answers)) {
    parts.push({ answers: answerDtos(draft.answers, form.questions) });
  }
  return parts;
}

function attendeeDto(
  { ticketId, name, email, answers }: AttendeeDraft,
  { names, emails, questions }: Form,
): AttendeeFieldsDto {
  return {
    ticketId,
    ...(names !== 'no' && { name: isAttendeeName(name) ? name.trim() : '' }),
    ...(emails !== 'no' && { email: isEmailText(email) ? email.trim() : null }),
    answers: answerDtos(answers, questions),
  };
}

function answerDtos(
  answers: readonly AnswerDraft[],
  questions: readonly QuestionDto[],
): AnswerDto[] {
  return answers.flatMap(({ questionId, text, ticks }) => {
    const question = questions.find(({ id }) => id === questionId);
    if (!question) return [];
    const values =
      question.kind === 'choices' || question.kind === 'checkbox'
        ? ticks.filter(({ isOn }) => isOn).map(({ value }) => value)
        : [text.trim()].filter((said) => said !== '');
    return [{ questionId, values }];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
