import { ProblemCode, type CounterLineDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CounterTerms } from '../../booking/reserve/at-counter.js';
import { DomainError } from '../../platform/problems/domain-error.js';

/** Finds the allotments that a counter sells from. */
@Injectable()
export class CounterAllotments {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @returns by their ids
   * @throws DomainError ALLOTMENT_NOT_FOUND where a line names none of its tier that is set aside
   */
  async of(eventId: string, lines: readonly CounterLineDto[]): Promise<CounterTerms['allotments']> {
    const named = lines.flatMap(({ allotmentId }) => allotmentId ?? []);
    if (named.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: string; tierId: string; name: string }[]>(
      `SELECT id, tier_id AS "tierId", name FROM allotments
       WHERE event_id = $1 AND id = ANY ($2::bigint[]) AND released_at IS NULL
         AND purpose <> 'waitlist'`,
      [eventId, named],
    );
    const found = new Map<string, { id: string; name: string }>();
    for (const { tierId, allotmentId } of lines) {
      if (allotmentId === undefined) continue;
      const allotment = rows.find((row) => row.id === allotmentId && row.tierId === tierId);
      if (!allotment) {
        throw new DomainError(
          ProblemCode.AllotmentNotFound,
          `There is no allotment ${allotmentId} of this tier, or it was released. Nothing was sold.`,
        );
      }
      found.set(allotment.id, { id: allotment.id, name: allotment.name });
    }
    return found;
  }
}
