import type { AskedFor, QuestionKind, QuestionScope } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';

/** A question of an event. */
export interface Question {
  id: string;
  label: string;
  hint: string;
  kind: QuestionKind;
  options: string[];
  scope: QuestionScope;
  required: boolean;
  /** Empty: tickets of all tiers. */
  tierIds: string[];
  /** Whether it is asked no more. */
  removed: boolean;
}

/** What an event asks of the people who come. */
export interface AttendeeForm {
  names: AskedFor;
  emails: AskedFor;
  /** Until when buyers may change what they said; null: until the event begins. */
  changesUntil: Date | null;
  /** Those that are asked, in their order, and then those that were. */
  questions: Question[];
}

/** That of an event that asks for nothing. */
export const EMPTY_FORM: AttendeeForm = {
  names: 'no',
  emails: 'no',
  changesUntil: null,
  questions: [],
};

/** Whether an `event` asks for anything. */
export const ASKS_ATTENDEES_SQL = `EXISTS (
    SELECT FROM attendee_forms AS form WHERE form.event_id = event.id AND (
      form.names <> 'no' OR form.emails <> 'no' OR EXISTS (
        SELECT FROM questions AS question
        WHERE question.event_id = form.event_id AND question.removed_at IS NULL)))`;

const FORM_SQL = `
  SELECT form.names, form.emails, form.changes_until AS "changesUntil", (
    SELECT coalesce(
      jsonb_agg(
        jsonb_build_object('id', question.id::text, 'label', question.label,
          'hint', question.hint, 'kind', question.kind, 'options', question.options,
          'scope', question.scope, 'required', question.required,
          'tierIds', question.tier_ids::text[], 'removed', question.removed_at IS NOT NULL)
        ORDER BY question.removed_at NULLS FIRST, question.position, question.id
      ),
      '[]'
    )
    FROM questions AS question WHERE question.event_id = form.event_id
  ) AS questions
  FROM attendee_forms AS form WHERE form.event_id = $1`;

/** Finds what events ask of attendees. */
@Injectable()
export class AttendeeForms {
  constructor(private readonly ids: Ids) {}

  /** The form of an event; an empty one where it asks for nothing. */
  async find(manager: EntityManager, eventId: string): Promise<AttendeeForm> {
    const [form] = await manager.query<AttendeeForm[]>(FORM_SQL, [eventId]);
    return form ?? EMPTY_FORM;
  }

  /** As {@link find}; it stays as it is until the transaction ends, so that answers fit their questions. */
  async findLocked(manager: EntityManager, eventId: string): Promise<AttendeeForm> {
    // Sent together; the second sees what stood under the lock of the first.
    const [, form] = await Promise.all([
      manager.query('SELECT FROM attendee_forms WHERE event_id = $1 FOR SHARE', [eventId]),
      this.find(manager, eventId),
    ]);
    return form;
  }

  /**
   * Copies what an event asks to another one.
   *
   * @param tiers ids of the copied tiers, by those of the original
   * @param moved the moment of the copy that another one of the original becomes
   */
  async copy(
    manager: EntityManager,
    from: string,
    to: string,
    tiers: ReadonlyMap<string, string>,
    moved: (moment: Date) => Date,
  ): Promise<void> {
    const { names, emails, changesUntil, questions } = await this.find(manager, from);
    const asked = questions.flatMap((question) => {
      const tierIds = question.tierIds.flatMap((id) => tiers.get(id) ?? []);
      // Of a question for tiers that are gone, an empty list would make one for all.
      const isFor = question.tierIds.length === 0 || tierIds.length > 0;
      return isFor && !question.removed ? [{ ...question, id: this.ids.next(), tierIds }] : [];
    });
    if (names === 'no' && emails === 'no' && asked.length === 0) return;
    await this.write(manager, to, {
      names,
      emails,
      changesUntil: changesUntil && moved(changesUntil),
    });
    await this.writeQuestions(manager, to, asked);
  }

  /** Writes what is asked apart from the questions. */
  async write(
    manager: EntityManager,
    eventId: string,
    { names, emails, changesUntil }: Omit<AttendeeForm, 'questions'>,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO attendee_forms (event_id, names, emails, changes_until) VALUES ($1, $2, $3, $4)
       ON CONFLICT (event_id) DO UPDATE SET names = excluded.names, emails = excluded.emails,
         changes_until = excluded.changes_until`,
      [eventId, names, emails, changesUntil],
    );
  }

  /** Writes questions, new and old, in their order. */
  async writeQuestions(
    manager: EntityManager,
    eventId: string,
    questions: readonly Question[],
  ): Promise<void> {
    if (questions.length === 0) return;
    await manager.query(
      `INSERT INTO questions (event_id, id, position, label, hint, kind, options, scope, required, tier_ids)
       SELECT $1, id, position, label, hint, kind, options, scope, required, "tierIds"
       FROM jsonb_to_recordset($2) AS asked (id bigint, position smallint, label text, hint text, kind text,
         options text[], scope text, required boolean, "tierIds" bigint[])
       ON CONFLICT (event_id, id) DO UPDATE SET position = excluded.position, label = excluded.label,
         hint = excluded.hint, kind = excluded.kind, options = excluded.options, scope = excluded.scope,
         required = excluded.required, tier_ids = excluded.tier_ids, removed_at = NULL`,
      [
        eventId,
        JSON.stringify(questions.map((question, index) => ({ ...question, position: index + 1 }))),
      ],
    );
  }
}
