import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OwnedTickets } from '../../users/owned-tickets.js';

/** Most ids that are listed for each user. */
const LISTED_MAX = 100;

/** Which tickets users own: those of their confirmed bookings. Derived, so nothing can be lost. */
@Injectable()
export class BookedTickets extends OwnedTickets {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async newestOf(userIds: string[]): Promise<Map<string, string[]>> {
    const rows = await this.dataSource.query<{ user_id: string; ticket_ids: string[] }[]>(
      `SELECT owner.id AS user_id, owned.ticket_ids
       FROM unnest($1::bigint[]) AS owner (id)
       CROSS JOIN LATERAL (
         SELECT array_agg(listed.ticket_id ORDER BY listed.booking_id DESC, listed.position) AS ticket_ids
         FROM (
           SELECT newest.id AS booking_id, ticket.id AS ticket_id, ticket.position
           FROM (
             SELECT id, ticket_ids FROM bookings
             WHERE user_id = ANY (ARRAY[owner.id]) AND status = 'confirmed'
             ORDER BY user_id DESC, id DESC LIMIT $2
           ) AS newest
           CROSS JOIN LATERAL unnest(newest.ticket_ids) WITH ORDINALITY AS ticket (id, position)
           ORDER BY newest.id DESC, ticket.position LIMIT $2
         ) AS listed
       ) AS owned
       WHERE owned.ticket_ids IS NOT NULL`,
      [userIds, LISTED_MAX],
    );
    return new Map(rows.map((row) => [row.user_id, row.ticket_ids]));
  }

  /** How many tickets a user owns in all. */
  async countOf(userId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ owned: number }[]>(
      `SELECT coalesce(sum(cardinality(ticket_ids)), 0)::integer AS owned
       FROM bookings WHERE user_id = $1 AND status = 'confirmed'`,
      [userId],
    );
    return row?.owned ?? 0;
  }
}
