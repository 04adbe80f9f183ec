import type { AttendeeFormDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AttendeeForms } from './attendee-forms.js';

/** Shows an organisation what its event asks of the people who come. */
@Injectable()
export class ShowAttendeeForm {
  constructor(private readonly forms: AttendeeForms) {}

  async execute(manager: EntityManager, eventId: string): Promise<AttendeeFormDto> {
    const form = await this.forms.find(manager, eventId);
    const answered = await this.answered(manager, eventId);
    return {
      names: form.names,
      emails: form.emails,
      changesUntil: form.changesUntil?.toISOString() ?? null,
      questions: form.questions.map((question) => ({
        ...question,
        answered: answered.has(question.id),
      })),
    };
  }

  /** Ids of the questions that somebody has answered, also in a booking that isn't paid for yet. */
  async answered(manager: EntityManager, eventId: string): Promise<ReadonlySet<string>> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM questions AS question WHERE event_id = $1 AND EXISTS (
         SELECT FROM answers AS answer
         WHERE answer.event_id = question.event_id AND answer.question_id = question.id)`,
      [eventId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
