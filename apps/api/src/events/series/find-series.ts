import { ProblemCode } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../platform/problems/domain-error.js';
import { EventSeriesEntity } from './event-series.entity.js';

/**
 * A series of an organisation.
 *
 * @throws DomainError SERIES_NOT_FOUND
 */
export async function seriesIn(
  manager: EntityManager,
  organiserId: string,
  seriesId: string,
  { isLocked } = { isLocked: false },
): Promise<EventSeriesEntity> {
  const query = manager
    .createQueryBuilder(EventSeriesEntity, 'series')
    .where('series.id = :seriesId AND series.organiser_id = :organiserId', {
      seriesId,
      organiserId,
    });
  if (isLocked) query.setLock('for_no_key_update');
  const series = await query.getOne();
  if (!series) throw unknownSeries(seriesId);
  return series;
}

export function unknownSeries(seriesId: string): DomainError {
  return new DomainError(ProblemCode.SeriesNotFound, `There is no series ${seriesId}.`);
}
