import {
  TICKED,
  type AnswerDto,
  type AttendeeFieldsDto,
  type ChangeAttendeesDto,
  type FieldErrorDto,
} from '@boxoffice/contracts';
import type { AttendeeForm, Question } from '../../events/questions/attendee-forms.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { NOT_SAID, type Attendee, type BookingAttendees, type SaidAnswers } from '../attendees.js';
import { questionsFor, questionsOfBooking, type AskedTicket } from '../missing.js';

/**
 * What is said for a booking once a request is carried out: the tickets that it names are written anew, as far as
 * something is asked of them. What the event asks no more stays as it was said.
 *
 * @throws DomainError VALIDATION_FAILED, which names each field
 */
export function readAttendees(
  body: ChangeAttendeesDto,
  form: AttendeeForm,
  tickets: readonly AskedTicket[],
  before: BookingAttendees,
): BookingAttendees {
  const errors: FieldErrorDto[] = [];
  const after = new Map(before.tickets);
  for (const [index, attendee] of (body.attendees ?? []).entries()) {
    const at = `attendees.${index}`;
    const ticket = tickets.find(({ id }) => id === attendee.ticketId);
    if (!ticket) {
      const message = 'ticketId must be a ticket of this booking';
      errors.push({ field: `${at}.ticketId`, messages: [message] });
      continue;
    }
    const old = before.tickets.get(ticket.id) ?? NOT_SAID;
    const questions = questionsFor(form, ticket.tierId);
    after.set(ticket.id, {
      ...contactOf(attendee, form, old, at, errors),
      answers: readAnswers(attendee.answers ?? [], questions, old.answers, at, errors),
    });
  }
  const answers =
    body.answers === undefined
      ? before.answers
      : readAnswers(body.answers, questionsOfBooking(form), before.answers, '', errors);
  if (errors.length > 0) throw validationFailed(errors);
  return { tickets: after, answers };
}

function contactOf(
  { name = '', email = null }: AttendeeFieldsDto,
  { names, emails }: AttendeeForm,
  old: Attendee,
  at: string,
  errors: FieldErrorDto[],
): Pick<Attendee, 'name' | 'email'> {
  // Nobody shall keep what nobody has asked for.
  const refuse = (field: string): void => {
    const message = `${field} must be left out: this event doesn’t ask for it`;
    errors.push({ field: `${at}.${field}`, messages: [message] });
  };
  if (names === 'no' && name !== '' && name !== old.name) refuse('name');
  if (emails === 'no' && email !== null && email !== old.email) refuse('email');
  return {
    name: names === 'no' ? old.name : name,
    email: emails === 'no' ? old.email : email,
  };
}

function readAnswers(
  said: readonly AnswerDto[],
  questions: readonly Question[],
  old: SaidAnswers,
  at: string,
  errors: FieldErrorDto[],
): SaidAnswers {
  const asked = new Map(questions.map((question) => [question.id, question]));
  const answers = new Map([...old].filter(([id]) => !asked.has(id)));
  for (const { questionId, values } of said) {
    const given = values.filter((value) => value !== '');
    const question = asked.get(questionId);
    const rule = question
      ? ruleBroken(question, given, old.get(questionId))
      : // Sent back as it was said before the question was removed.
        isSame(given, old.get(questionId) ?? [])
        ? undefined
        : 'must answer a question that is asked here';
    if (rule !== undefined) {
      const field = [at, 'answers', questionId].filter((part) => part !== '').join('.');
      errors.push({ field, messages: [`the answer ${rule}`] });
    } else if (question && given.length > 0) answers.set(questionId, given);
  }
  return answers;
}

/** What is wrong with an answer. One that was given before its question changed may stay. */
function ruleBroken(
  { kind, options }: Question,
  given: readonly string[],
  old: readonly string[] = [],
): string | undefined {
  if (kind !== 'choices' && given.length > 1) return 'must be a single one';
  if (kind === 'text') return undefined;
  const allowed = kind === 'checkbox' ? [TICKED] : [...options, ...old];
  if (given.every((value) => allowed.includes(value))) return undefined;
  return kind === 'checkbox'
    ? `must be ${TICKED}, or be left out`
    : 'must be among the options of the question';
}

/** Whether the same was answered, in whatever order. */
export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
