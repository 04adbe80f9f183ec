import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Drafts are their organiser's own; whoever has booked still looks for an event that is cancelled. */
const IS_SHOWN_SQL = `state <> 'draft'`;

/** An event that anybody may find. */
export interface PublicEvent {
  id: string;
  updatedAt: Date;
}

/** The events that anybody may find, without what they sell: for those who want to know of all of them. */
@Injectable()
export class PublicEvents {
  constructor(private readonly dataSource: DataSource) {}

  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM events WHERE ${IS_SHOWN_SQL}`,
    );
    return row?.count ?? 0;
  }

  /** So many of them in the order of their ids, after the first ones. */
  page(skipped: number, most: number): Promise<PublicEvent[]> {
    return this.dataSource.query<PublicEvent[]>(
      `SELECT id, updated_at AS "updatedAt" FROM events
       WHERE ${IS_SHOWN_SQL} ORDER BY id LIMIT $1 OFFSET $2`,
      [most, skipped],
    );
  }
}
