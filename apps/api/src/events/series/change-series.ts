import type {
  ChangeEventDto,
  ChangeSeriesDto,
  DaysBeforeDto,
  FieldErrorDto,
  OrganiserSeriesDto,
  SeriesPriceDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../../platform/ids/ids.module.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { ChangeEvent } from '../change/change-event.js';
import type { EventChange } from '../event-changes.js';
import type { EventEntity } from '../event.entity.js';
import { PaidEvents, raised } from '../paid/paid-events.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';
import { daysBefore } from '../times/event-times.js';
import { EventSeriesEntity } from './event-series.entity.js';
import { SeriesChanges, type SeriesRequest } from './series-changes.js';

/** Changes the texts, sale windows, limits and prices of many dates at once. */
@Injectable()
export class ChangeSeries {
  constructor(
    private readonly changes: SeriesChanges,
    private readonly changeEvent: ChangeEvent,
    private readonly ids: Ids,
    private readonly paidEvents: PaidEvents,
  ) {}

  /** @throws DomainError those of {@link SeriesChanges.run}; VALIDATION_FAILED */
  async execute(request: SeriesRequest, body: ChangeSeriesDto): Promise<OrganiserSeriesDto> {
    if (body.saleStarts !== undefined && body.saleStartsAt !== undefined) {
      const messages = ['saleStarts can’t be combined with saleStartsAt'];
      throw validationFailed([{ field: 'saleStarts', messages }]);
    }
    const announcementId = this.ids.next();
    return this.changes.run(
      request,
      body.eventIds,
      (manager, event) => this.changeDate(manager, event, body, announcementId),
      async (manager, { series }) => {
        // A date that differs from the others has a name of its own; the series keeps its.
        if (body.eventIds === undefined) await changeTexts(manager, series.id, body);
      },
    );
  }

  private async changeDate(
    manager: EntityManager,
    event: EventEntity,
    body: ChangeSeriesDto,
    announcementId: string,
  ): Promise<EventChange | undefined> {
    const { change } = await this.changeEvent.within(
      manager,
      event,
      changeOf(event, body),
      announcementId,
    );
    const prices = await changePrices(manager, event.id, body.prices ?? []);
    if (prices.length === 0) return change;
    await this.paidEvents.requirePaymentMethod(manager, event, raised(prices));
    return {
      action: 'event.changed',
      before: change?.before ?? null,
      after: { ...change?.after, prices: prices.map(({ fact }) => fact) },
    };
  }
}

/** A price that was changed, by the field that asked for it. */
interface PriceChange {
  field: string;
  before: number;
  priceMinor: number;
  fact: string;
}

/** What a change of the series is for one of its dates. */
function changeOf(event: EventEntity, body: ChangeSeriesDto): ChangeEventDto {
  const { name, subtitle, description, languages, venue, address, messageToBuyers } = body;
  const {
    holdSeconds,
    maxTicketsPerBooking,
    maxTicketsPerUser,
    buyerRefunds,
    codesRotate,
    transferHours,
  } = body;
  const at = (before: DaysBeforeDto): string =>
    daysBefore(event.startsAt, before.days, before.time, event.timeZone);
  return {
    name,
    subtitle,
    description,
    languages,
    venue,
    address,
    messageToBuyers,
    holdSeconds,
    maxTicketsPerBooking,
    maxTicketsPerUser,
    buyerRefunds,
    codesRotate,
    transferHours,
    saleStartsAt: body.saleStarts ? at(body.saleStarts) : body.saleStartsAt,
    saleEndsAt: body.saleEnds ? at(body.saleEnds) : body.saleEnds,
  };
}

async function changeTexts(
  manager: EntityManager,
  id: string,
  { name, subtitle, description }: ChangeSeriesDto,
): Promise<void> {
  if (name === undefined && subtitle === undefined && description === undefined) return;
  await manager.update(
    EventSeriesEntity,
    { id },
    { name, subtitle, description, updatedAt: () => 'now()' },
  );
}

/**
 * @returns what was changed, and how, for the audit
 * @throws DomainError VALIDATION_FAILED where the date has no such tier or ticket type
 */
async function changePrices(
  manager: EntityManager,
  eventId: string,
  prices: readonly SeriesPriceDto[],
): Promise<PriceChange[]> {
  if (prices.length === 0) return [];
  const tiers = await manager.findBy(TierEntity, { eventId });
  const types = await manager.findBy(TicketTypeEntity, { eventId });
  const errors: FieldErrorDto[] = [];
  const changed: PriceChange[] = [];
  for (const [index, { tier: tierName, ticketType, priceMinor }] of prices.entries()) {
    const tier = tiers.find(({ name }) => name === tierName);
    const type = types.find(({ tierId, name }) => tierId === tier?.id && name === ticketType);
    const priced = ticketType === undefined ? tier : type;
    if (!priced) {
      const message = tier
        ? `its tier “${tierName}” has no ticket type “${ticketType}”`
        : `it has no tier “${tierName}”`;
      errors.push({ field: `prices.${index}`, messages: [message] });
    } else if (priced.priceMinor !== priceMinor) {
      const entity = ticketType === undefined ? TierEntity : TicketTypeEntity;
      await manager.update(entity, { eventId, id: priced.id }, { priceMinor });
      changed.push({
        field: `prices.${index}.priceMinor`,
        before: priced.priceMinor,
        priceMinor,
        fact: `${priced.id}: ${priced.priceMinor} → ${priceMinor}`,
      });
    }
  }
  if (errors.length > 0) throw validationFailed(errors);
  return changed;
}
