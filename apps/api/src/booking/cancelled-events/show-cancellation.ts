import type { EventCancellationDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventCancellations } from '../../events/cancellation/event-cancellations.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { IS_MAILABLE_SQL } from '../../users/buyers-sql.js';
import { isConcernedSql } from './concerned-sql.js';

/**
 * An event that isn't cancelled has holds that are running; of a cancelled one, those count that had to end. `$2`: when
 * it was cancelled.
 */
const COUNTS_SQL = `
  WITH concerned AS (
    SELECT booking.user_id, booking.status, cardinality(booking.ticket_ids) AS tickets
    FROM bookings AS booking
    WHERE booking.event_id = $1 AND (booking.status = 'pending' OR ${isConcernedSql('$2')})
  )
  SELECT coalesce(sum(tickets) FILTER (WHERE status IN ('confirmed', 'refunded')), 0)::integer AS sold,
    coalesce(sum(tickets) FILTER (WHERE status = 'pending'), 0)::integer AS held,
    (
      SELECT count(DISTINCT buyer.email_key)::integer
      FROM (SELECT DISTINCT user_id FROM concerned) AS one JOIN users AS buyer ON buyer.id = one.user_id
      WHERE ${IS_MAILABLE_SQL}
    ) AS buyers
  FROM concerned`;

type Counts = Pick<EventCancellationDto, 'sold' | 'held' | 'buyers'>;

/** Says what cancelling an event would end and whom it would tell, or how far that has come. */
@Injectable()
export class ShowCancellation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly cancellations: EventCancellations,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND, EVENT_NOT_FOUND or FORBIDDEN */
  async execute(
    address: { organiserId: string; eventId: string },
    caller: Caller,
  ): Promise<EventCancellationDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, address, 'manager');
    const cancellation = await this.cancellations.find(manager, address.eventId);
    const [counts] = await manager.query<[Counts]>(COUNTS_SQL, [
      address.eventId,
      cancellation?.createdAt ?? null,
    ]);
    return {
      ...counts,
      cancelledAt: cancellation?.createdAt.toISOString() ?? null,
      message: cancellation?.message === '' ? null : (cancellation?.message ?? null),
      done: cancellation !== null && cancellation.finishedAt !== null,
    };
  }
}
