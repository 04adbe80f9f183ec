import type {
  EventState,
  ListOrganiserEventsQueryDto,
  OrganiserEventSummaryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Clock } from '../../platform/clock/clock.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { IS_OVER_SQL } from '../event-details.js';
import { EventEntity } from '../event.entity.js';
import { describeSummary } from '../show/show-organiser-event.js';

const IN_STATE_SQL: Record<EventState, string> = {
  draft: `event.state = 'draft'`,
  published: `event.state = 'published' AND NOT (${IS_OVER_SQL})`,
  paused: `event.state = 'paused' AND NOT (${IS_OVER_SQL})`,
  cancelled: `event.state = 'cancelled'`,
  ended: `event.state IN ('published', 'paused') AND ${IS_OVER_SQL}`,
};

/** Lists the events of one organisation, the latest first, with how many tickets are available, held and sold. */
@Injectable()
export class ListOrganiserEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly capacity: TierCapacity,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND where the caller doesn't work for the organisation */
  async execute(
    organiserId: string,
    { state, after, limit = 50 }: ListOrganiserEventsQueryDto,
    caller: Caller,
  ): Promise<OrganiserEventSummaryDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'door');
    const query = manager
      .createQueryBuilder(EventEntity, 'event')
      .where('event.organiser_id = :organiserId', { organiserId })
      .orderBy('event.starts_at', 'DESC')
      .addOrderBy('event.id', 'DESC')
      .limit(limit);
    if (state) query.andWhere(IN_STATE_SQL[state]);
    if (after !== undefined) {
      query.andWhere(
        `(event.starts_at, event.id) < (
          SELECT last.starts_at, last.id FROM events AS last
          WHERE last.organiser_id = :organiserId AND last.id = :after
        )`,
        { after },
      );
    }
    const events = await query.getMany();
    const counts = await this.capacity.countsOf(
      manager,
      events.map(({ id }) => id),
    );
    const now = this.clock.now();
    return events.map((event) => describeSummary(event, counts.get(event.id) ?? new Map(), now));
  }
}
