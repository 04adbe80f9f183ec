import { ProblemCode, type FieldErrorDto } from '@boxoffice/contracts';
import type { AttendeeForm, Question } from '../events/questions/attendee-forms.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { NOT_SAID, type BookingAttendees } from './attendees.js';

/** A ticket, as far as it matters for what is asked. */
export interface AskedTicket {
  id: string;
  tierId: string;
}

/** Most fields that one problem names; a large booking must not give a long answer. */
const NAMED_MAX = 50;

/** The questions that are asked for a ticket of a tier. */
export function questionsFor({ questions }: AttendeeForm, tierId: string): Question[] {
  return questions.filter(
    ({ scope, tierIds, removed }) =>
      scope === 'ticket' && !removed && (tierIds.length === 0 || tierIds.includes(tierId)),
  );
}

/** The questions that are asked once for a booking. */
export function questionsOfBooking({ questions }: AttendeeForm): Question[] {
  return questions.filter(({ scope, removed }) => scope === 'booking' && !removed);
}

/**
 * What an event requires and nobody has said for some tickets of a booking, in the order in which it is asked.
 *
 * @returns paths: `attendees.<ticket>.name`, `attendees.<ticket>.answers.<question>`, `answers.<question>`
 */
export function missingOf(
  form: AttendeeForm,
  tickets: readonly AskedTicket[],
  said: BookingAttendees,
): string[] {
  const ofTickets = tickets.flatMap(({ id, tierId }) => {
    const { name, email, answers } = said.tickets.get(id) ?? NOT_SAID;
    return [
      ...(form.names === 'required' && name === '' ? [`attendees.${id}.name`] : []),
      ...(form.emails === 'required' && email === null ? [`attendees.${id}.email`] : []),
      ...questionsFor(form, tierId)
        .filter((question) => question.required && !answers.has(question.id))
        .map((question) => `attendees.${id}.answers.${question.id}`),
    ];
  });
  const ofBooking = questionsOfBooking(form)
    .filter((question) => question.required && !said.answers.has(question.id))
    .map((question) => `answers.${question.id}`);
  return [...ofTickets, ...ofBooking];
}

/** The problem of what is {@link missingOf} a booking. */
export function attendeesMissing(missing: readonly string[], consequence: string): DomainError {
  const errors = missing.slice(0, NAMED_MAX).map((field): FieldErrorDto => {
    const [group = '', ticket = '', kind = ''] = field.split('.');
    const what =
      group === 'answers'
        ? 'an answer is required for this booking'
        : kind === 'answers'
          ? `an answer is required for ticket ${ticket}`
          : `${kind} is required for ticket ${ticket}`;
    return { field, messages: [what] };
  });
  return new DomainError(
    ProblemCode.AttendeesMissing,
    `The event asks who comes, and something is still missing; ${consequence}.`,
    { errors },
  );
}
