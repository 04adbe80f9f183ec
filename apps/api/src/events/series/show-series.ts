import type { OrganiserSeriesDto, OrganiserSeriesSummaryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import type { Caller } from '../../platform/access/access.js';
import { Clock } from '../../platform/clock/clock.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { EventEntity } from '../event.entity.js';
import { describeSummary } from '../show/show-organiser-event.js';
import { seriesIn } from './find-series.js';

/** Most series that one call lists: a house has a few each season. */
const SERIES_LISTED_MAX = 200;

const LIST_SQL = `
  SELECT series.id, series.name, dates.count AS dates, dates.first AS "firstStartsAt",
    dates.last AS "lastStartsAt", dates.time_zone AS "timeZone"
  FROM event_series AS series CROSS JOIN LATERAL (
    SELECT count(*)::int AS count, min(event.starts_at) AS first, max(event.starts_at) AS last,
      min(event.time_zone) AS time_zone
    FROM events AS event
    WHERE event.series_id = series.id AND event.organiser_id = series.organiser_id
  ) AS dates
  WHERE series.organiser_id = $1 AND dates.count > 0
  ORDER BY dates.last DESC, series.id DESC LIMIT $2`;

type ListedRow = Omit<OrganiserSeriesSummaryDto, 'firstStartsAt' | 'lastStartsAt'> & {
  firstStartsAt: Date;
  lastStartsAt: Date;
};

/** Describes series as their organisation sees them: with drafts, and the counts of every date. */
@Injectable()
export class ShowSeries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly capacity: TierCapacity,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND; FORBIDDEN below managers */
  async list(organiserId: string, caller: Caller): Promise<OrganiserSeriesSummaryDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const rows = await manager.query<ListedRow[]>(LIST_SQL, [organiserId, SERIES_LISTED_MAX]);
    return rows.map((row) => ({
      ...row,
      firstStartsAt: row.firstStartsAt.toISOString(),
      lastStartsAt: row.lastStartsAt.toISOString(),
    }));
  }

  /** @throws DomainError ORGANISER_NOT_FOUND or SERIES_NOT_FOUND; FORBIDDEN below managers */
  async find(organiserId: string, seriesId: string, caller: Caller): Promise<OrganiserSeriesDto> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    return this.execute(manager, organiserId, seriesId);
  }

  /** @throws DomainError SERIES_NOT_FOUND where the organisation has no such series */
  async execute(
    manager: EntityManager,
    organiserId: string,
    seriesId: string,
  ): Promise<OrganiserSeriesDto> {
    const { id, name, subtitle, description } = await seriesIn(manager, organiserId, seriesId);
    const events = await manager.find(EventEntity, {
      where: { seriesId, organiserId },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
    const counts = await this.capacity.countsOf(
      manager,
      events.map((event) => event.id),
    );
    const now = this.clock.now();
    const dates = events.map((event) =>
      describeSummary(event, counts.get(event.id) ?? new Map(), now),
    );
    return { id, organiserId, name, subtitle, description, dates };
  }
}
