import { FEW_LEFT, type DateSale, type SeriesDateDto, type SeriesDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { CoalescingCache } from '../../platform/caching/coalescing-cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { TierCapacity, totalOfShown, type TierCounts } from '../capacity/tier-capacity.js';
import { renderMarkdown } from '../description/render-markdown.js';
import { EventCatalogue } from '../event-catalogue.js';
import { stateOf } from '../event-details.js';
import { EventEntity } from '../event.entity.js';
import { EventSeriesEntity } from './event-series.entity.js';
import { unknownSeries } from './find-series.js';

/** Milliseconds that a series is cached: as long as an event. */
const SHOWN_MAX_AGE_MS = 1_000;

/** Finds series that anybody may see: those with a date that was published. */
@Injectable()
export class PublicSeries {
  private readonly shown: CoalescingCache<SeriesDto>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly capacity: TierCapacity,
    private readonly catalogue: EventCatalogue,
    private readonly clock: Clock,
  ) {
    this.shown = new CoalescingCache(
      SHOWN_MAX_AGE_MS,
      (seriesId) => this.find(seriesId),
      () => clock.elapsed(),
    );
  }

  /** As {@link find}, cached for a second. */
  recent(seriesId: string): Promise<SeriesDto> {
    return this.shown.get(seriesId);
  }

  /** @throws DomainError SERIES_NOT_FOUND where there is none that anybody may see */
  async find(seriesId: string): Promise<SeriesDto> {
    const { manager } = this.dataSource;
    const [series, events] = await Promise.all([
      manager.findOneBy(EventSeriesEntity, { id: seriesId }),
      manager.find(EventEntity, {
        where: { seriesId, publishedAt: Not(IsNull()) },
        order: { startsAt: 'ASC', id: 'ASC' },
      }),
    ]);
    if (!series || events.length === 0) throw unknownSeries(seriesId);
    const ids = events.map(({ id }) => id);
    const [counts, outlines] = await Promise.all([
      this.capacity.countsOf(manager, ids),
      this.catalogue.outlines(ids),
    ]);
    const now = this.clock.now();
    const dates = events.map((event) => {
      const tiers = outlines.get(event.id)?.tiers ?? [];
      return describeDate(event, totalOfShown(tiers, counts.get(event.id)), now);
    });
    const isOver = ({ sale }: SeriesDateDto): boolean => sale === 'over';
    const inOrder = [...dates.filter((date) => !isOver(date)), ...dates.filter(isOver)];
    const { posterUrl, image, organiser } = await this.catalogue.recent(
      inOrder[0]?.eventId ?? ids[0] ?? '',
    );
    return {
      id: series.id,
      name: series.name,
      subtitle: series.subtitle,
      description: series.description,
      descriptionHtml: renderMarkdown(series.description),
      posterUrl,
      image,
      organiser,
      dates: inOrder,
    };
  }

  /** This process has changed a series or a date of it. */
  changed(seriesId: string): void {
    this.shown.forget(seriesId);
  }
}

function describeDate(event: EventEntity, counts: TierCounts, now: number): SeriesDateDto {
  return {
    eventId: event.id,
    name: event.name,
    venue: event.venue,
    startsAt: event.startsAt.toISOString(),
    timeZone: event.timeZone,
    sale: saleOf(event, counts, now),
    saleStartsAt: event.saleStartsAt?.toISOString() ?? null,
  };
}

/**
 * How the sale of a date stands.
 *
 * @param now milliseconds since 1970
 */
export function saleOf(event: EventEntity, { available, held }: TierCounts, now: number): DateSale {
  const state = stateOf(event, now);
  if (state === 'cancelled' || state === 'paused') return state;
  if (state === 'ended') return 'over';
  if (event.saleStartsAt && event.saleStartsAt.getTime() > now) return 'not_yet';
  if (event.saleEndsAt && event.saleEndsAt.getTime() <= now) return 'closed';
  if (available > FEW_LEFT) return 'available';
  if (available > 0) return 'few_left';
  return held > 0 ? 'all_held' : 'sold_out';
}
