import {
  ProblemCode,
  type AttendeeFormDto,
  type ChangeAttendeeFormDto,
  type FieldErrorDto,
  type QuestionFieldsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { ChangeRequest } from '../event-changes.js';
import { endOf } from '../event-details.js';
import type { EventEntity } from '../event.entity.js';
import { LockEvent } from '../lock-event.js';
import { TierEntity } from '../tier.entity.js';
import { EventTimes } from '../times/event-times.js';
import { AttendeeForms, type AttendeeForm, type Question } from './attendee-forms.js';
import { ShowAttendeeForm } from './show-attendee-form.js';

/** Changes what an event asks of the people who come. Answers that were given stay readable. */
@Injectable()
export class ChangeAttendeeForm {
  constructor(
    private readonly transactions: Transactions,
    private readonly lockEvent: LockEvent,
    private readonly forms: AttendeeForms,
    private readonly show: ShowAttendeeForm,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError those of {@link LockEvent.execute}; VALIDATION_FAILED, which names each field;
   * BOOKINGS_DEPEND_ON_IT where a question that was answered would be answered in another way
   */
  async execute(request: ChangeRequest, body: ChangeAttendeeFormDto): Promise<AttendeeFormDto> {
    const { organiserId, eventId, caller, actor } = request;
    return this.transactions.run(async (manager) => {
      const event = await this.lockEvent.execute(manager, caller, { organiserId, eventId });
      // Whoever answers at this moment has the form locked: what is looked at afterwards, they have answered.
      await manager.query('SELECT FROM attendee_forms WHERE event_id = $1 FOR UPDATE', [eventId]);
      const before = await this.forms.find(manager, eventId);
      const changesUntil = timeOf(body, event);
      const tiers = await manager.find(TierEntity, { select: { id: true }, where: { eventId } });
      const tierIds = new Set(tiers.map(({ id }) => id));
      refuseWrong(body.questions, before, tierIds);
      const questions = body.questions.map((asked) => this.questionOf(asked));
      const answered = await this.show.answered(manager, eventId);
      refuseOtherAnswers(questions, before, answered);
      const { names, emails } = body;
      await this.forms.write(manager, eventId, { names, emails, changesUntil });
      await this.forms.writeQuestions(manager, eventId, questions);
      const kept = questions.map(({ id }) => id);
      await remove(manager, eventId, kept);
      await this.audit.record(manager, [
        {
          ...actor,
          action: 'event.questions_changed',
          subject: { kind: 'event', id: eventId, eventId },
          before: factsOf(before),
          after: factsOf({ names, emails, changesUntil, questions }),
        },
      ]);
      return this.show.execute(manager, eventId);
    });
  }

  private questionOf(asked: QuestionFieldsDto): Question {
    const { id, label, hint, kind, options, scope, required, tierIds } = asked;
    return {
      id: id ?? this.ids.next(),
      label,
      hint: hint ?? '',
      kind,
      options: options ?? [],
      scope,
      required: required ?? false,
      tierIds: tierIds ?? [],
      removed: false,
    };
  }
}

/** @throws DomainError VALIDATION_FAILED */
function timeOf({ changesUntil }: ChangeAttendeeFormDto, event: EventEntity): Date | null {
  const times = new EventTimes(event.timeZone);
  const until = times.read('changesUntil', changesUntil ?? null);
  if (until !== null && until > endOf(event)) {
    const message = 'changesUntil must not be after the end of the event';
    times.errors.push({ field: 'changesUntil', messages: [message] });
  }
  if (times.errors.length > 0) throw validationFailed(times.errors);
  return until;
}

/**
 * What is wrong with questions beyond the form of each field.
 *
 * @throws DomainError VALIDATION_FAILED
 */
function refuseWrong(
  questions: readonly QuestionFieldsDto[],
  before: AttendeeForm,
  tiers: ReadonlySet<string>,
): void {
  const known = new Set(before.questions.map(({ id }) => id));
  const seen = new Set<string>();
  const errors: FieldErrorDto[] = [];
  for (const [index, question] of questions.entries()) {
    const { id, kind, options = [], scope, tierIds = [] } = question;
    const refuse = (field: string, rule: string): void => {
      errors.push({ field: `questions.${index}.${field}`, messages: [`${field} ${rule}`] });
    };
    if (id !== undefined && !known.has(id)) refuse('id', 'must be a question of this event');
    if (id !== undefined && seen.has(id)) refuse('id', 'must not stand here twice');
    if (id !== undefined) seen.add(id);
    const isChoice = kind === 'choice' || kind === 'choices';
    if (isChoice && options.length === 0) refuse('options', 'must say what can be chosen');
    if (!isChoice && options.length > 0) {
      refuse('options', 'must be empty: only choices have options');
    }
    if (scope === 'booking' && tierIds.length > 0) {
      refuse('tierIds', 'must be empty: a booking may have tickets of several tiers');
    }
    if (!tierIds.every((tierId) => tiers.has(tierId))) {
      refuse('tierIds', 'must be tiers of this event');
    }
  }
  if (errors.length > 0) throw validationFailed(errors);
}

/** @throws DomainError BOOKINGS_DEPEND_ON_IT */
function refuseOtherAnswers(
  questions: readonly Question[],
  before: AttendeeForm,
  answered: ReadonlySet<string>,
): void {
  for (const { id, kind, scope } of questions) {
    const old = before.questions.find((question) => question.id === id);
    if (!old || !answered.has(id) || (old.kind === kind && old.scope === scope)) continue;
    throw new DomainError(
      ProblemCode.BookingsDependOnIt,
      `“${old.label}” has been answered, so it stays a question of the same kind. Remove it and add a new one: the answers from before stay readable.`,
    );
  }
}

/** Asks no more what isn't among the questions that are kept. What nobody has answered is deleted. */
async function remove(
  manager: EntityManager,
  eventId: string,
  kept: readonly string[],
): Promise<void> {
  await manager.query(
    `DELETE FROM questions AS question
     WHERE event_id = $1 AND id <> ALL ($2::bigint[]) AND NOT EXISTS (
       SELECT FROM answers AS answer
       WHERE answer.event_id = question.event_id AND answer.question_id = question.id)`,
    [eventId, kept],
  );
  await manager.query(
    `UPDATE questions SET removed_at = now()
     WHERE event_id = $1 AND id <> ALL ($2::bigint[]) AND removed_at IS NULL`,
    [eventId, kept],
  );
}

/** Questions are named by their ids: their words stand in the event. */
function factsOf({ names, emails, changesUntil, questions }: AttendeeForm) {
  const asked = questions.filter(({ removed }) => !removed);
  return {
    attendeeNames: names,
    attendeeEmails: emails,
    changesUntil,
    questionIds: asked.map(({ id }) => id),
    requiredIds: asked.filter(({ required }) => required).map(({ id }) => id),
  };
}
