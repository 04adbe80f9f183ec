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
   * @returns by the ids of their tiers
   * @throws DomainError ALLOTMENT_NOT_FOUND where a line names none of its tier that is set aside; VALIDATION_FAILED where
   * lines of one tier don't name the same
   */
  async of(eventId: string, lines: readonly CounterLineDto[]): Promise<CounterTerms['allotments']> {
    const named = lines.flatMap(({ allotmentId }) => allotmentId ?? []);
    if (named.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: string; tierId: string; name: string }[]>(
      `SELECT id, tier_id AS "tierId", name FROM allotments
       WHERE event_id = $1 AND id = ANY ($2::bigint[]) AND released_at IS NULL`,
      [eventId, named],
    );
    const found = new Map<string, { id: string; name: string }>();
    for (const [index, { tierId, allotmentId }] of lines.entries()) {
      const others = lines.filter((line) => line.tierId === tierId);
      if (others.some((line) => line.allotmentId !== allotmentId)) throw notTheSame(index);
      if (allotmentId === undefined) continue;
      const allotment = rows.find((row) => row.id === allotmentId && row.tierId === tierId);
      if (!allotment) {
        throw new DomainError(
          ProblemCode.AllotmentNotFound,
          `There is no allotment ${allotmentId} of this tier, or it was released. Nothing was sold.`,
        );
      }
      found.set(tierId, { id: allotment.id, name: allotment.name });
    }
    return found;
  }
}

function notTheSame(index: number): DomainError {
  const field = `lines.${index}.allotmentId`;
  const message = `${field} must be the same in all lines of a tier`;
  return new DomainError(
    ProblemCode.ValidationFailed,
    `The request cannot be carried out, and nothing was changed: ${message}.`,
    { errors: [{ field, messages: [message] }] },
  );
}
