import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STATE_SQL } from '../event-details.js';
import { unknownEvent } from '../unknown-event.js';
import { seriesIn } from './find-series.js';

const DATES_SQL = `
  SELECT event.id, ${STATE_SQL} NOT IN ('cancelled', 'ended') AS "isOpen"
  FROM events AS event WHERE event.series_id = $1 AND event.organiser_id = $2`;

/** Finds the dates of an organisation's series that somebody means. */
@Injectable()
export class DatesOfSeries {
  /**
   * @param eventIds the chosen ones; undefined: all that aren't cancelled or over
   * @throws DomainError SERIES_NOT_FOUND; EVENT_NOT_FOUND where one isn't a date of the series
   */
  async find(
    manager: EntityManager,
    organiserId: string,
    seriesId: string,
    eventIds: readonly string[] | undefined,
  ): Promise<string[]> {
    await seriesIn(manager, organiserId, seriesId);
    const dates = await manager.query<{ id: string; isOpen: boolean }[]>(DATES_SQL, [
      seriesId,
      organiserId,
    ]);
    const known = new Set(dates.map(({ id }) => id));
    const unknown = eventIds?.find((id) => !known.has(id));
    if (unknown !== undefined) throw unknownEvent(unknown);
    return eventIds === undefined
      ? dates.filter(({ isOpen }) => isOpen).map(({ id }) => id)
      : [...eventIds];
  }
}
