import { ProblemCode, type WaitlistEntryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { ListEntries } from '../show/list-entries.js';

/** Takes a buyer out of a waitlist. What they were offered meanwhile is a booking, which they cancel. */
@Injectable()
export class LeaveWaitlist {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly entries: ListEntries,
  ) {}

  /**
   * @param onlyUser whose entry it must be; null for anybody's
   * @throws DomainError WAITLIST_ENTRY_NOT_FOUND; NOT_WAITING where it was offered tickets, or has ended
   */
  execute(
    entryId: string,
    onlyUser: string | null,
    keyed?: IdempotencyContext,
  ): Promise<WaitlistEntryDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const [entry] = await manager.query<{ eventId: string; state: string }[]>(
        `SELECT event_id AS "eventId", state FROM waitlist_entries
         WHERE id = $1 AND user_id = coalesce($2, user_id) FOR NO KEY UPDATE`,
        [entryId, onlyUser],
      );
      if (!entry) {
        throw new DomainError(
          ProblemCode.WaitlistEntryNotFound,
          `There is no waitlist entry ${entryId}.`,
        );
      }
      if (entry.state !== 'waiting') {
        throw new DomainError(
          ProblemCode.NotWaiting,
          'This entry waits no more. Nothing was changed.',
        );
      }
      await manager.query(
        `UPDATE waitlist_entries SET state = 'left', ended_at = now()
         WHERE event_id = $1 AND id = $2`,
        [entry.eventId, entryId],
      );
      return { answer: await this.entries.find(manager, entry.eventId, entryId) };
    });
  }
}
