import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Drafts are their organiser's own; whoever has booked still looks for an event that is cancelled. */
const IS_SHOWN_SQL = 'published_at IS NOT NULL';

/** An event or a series that anybody may find. */
export interface PublicEvent {
  kind: 'events' | 'series';
  id: string;
  updatedAt: Date;
}

/** A series is shown by its dates, and is as new as the newest of them. */
const SHOWN_SQL = `
  SELECT 'events' AS kind, id, updated_at FROM events WHERE ${IS_SHOWN_SQL}
  UNION ALL
  SELECT 'series', series.id, greatest(series.updated_at, dates.updated_at)
  FROM event_series AS series CROSS JOIN LATERAL (
    SELECT max(updated_at) AS updated_at FROM events
    WHERE series_id = series.id AND ${IS_SHOWN_SQL}
  ) AS dates
  WHERE dates.updated_at IS NOT NULL`;

/** The events and series that anybody may find, without what they sell: for those who want to know of all of them. */
@Injectable()
export class PublicEvents {
  constructor(private readonly dataSource: DataSource) {}

  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM (${SHOWN_SQL}) AS shown`,
    );
    return row?.count ?? 0;
  }

  /** So many of them, events first, in the order of their ids, after the first ones. */
  page(skipped: number, most: number): Promise<PublicEvent[]> {
    return this.dataSource.query<PublicEvent[]>(
      `SELECT kind, id, updated_at AS "updatedAt" FROM (${SHOWN_SQL}) AS shown
       ORDER BY kind, id LIMIT $1 OFFSET $2`,
      [most, skipped],
    );
  }
}
