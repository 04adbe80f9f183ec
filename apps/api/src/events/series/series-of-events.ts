import type { EventSeriesDto } from '@boxoffice/contracts';
import { In, type EntityManager } from 'typeorm';
import type { EventEntity } from '../event.entity.js';
import { EventSeriesEntity } from './event-series.entity.js';

/** Series by their ids. */
export type SeriesNames = ReadonlyMap<string, EventSeriesDto>;

/** The series that some events are dates of; nothing is read where there is none. */
export async function seriesOf(
  manager: EntityManager,
  events: readonly Pick<EventEntity, 'seriesId'>[],
): Promise<SeriesNames> {
  const ids = new Set(events.flatMap(({ seriesId }) => seriesId ?? []));
  if (ids.size === 0) return new Map();
  const found = await manager.find(EventSeriesEntity, {
    select: { id: true, name: true },
    where: { id: In([...ids]) },
  });
  return new Map(found.map(({ id, name }) => [id, { id, name }]));
}
