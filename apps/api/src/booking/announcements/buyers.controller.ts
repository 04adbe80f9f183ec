import {
  EventAnnouncementsDto,
  ProblemCode,
  SeriesBuyersDto,
  SeriesBuyersQueryDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EventAnnouncements } from '../../events/announcements/event-announcements.js';
import { OfEvent, OfSeries } from '../../events/event-params.js';
import { DatesOfSeries } from '../../events/series/dates-of-series.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { CountBuyers } from './count-buyers.js';

/** Says whom a change concerns, before it is made, and what buyers were told. */
@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId')
export class BuyersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly announcements: EventAnnouncements,
    private readonly dates: DatesOfSeries,
    private readonly count: CountBuyers,
  ) {}

  @Get('events/:eventId/announcements')
  @ApiOperation({
    summary: 'Say who has tickets of an event, and what they were told',
    description:
      'For managers. Buyers are emailed where a date or a place changes, and where you write to them.',
  })
  @OfEvent()
  @Answers(EventAnnouncementsDto, { description: 'The figures, and what was written.' })
  async ofEvent(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventAnnouncementsDto>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'manager');
    const { sold, buyers } = await this.count.execute(manager, [eventId]);
    const messagesLeft = await this.announcements.messagesLeft(manager, eventId);
    const announcements = await this.announcements.list(manager, eventId);
    return ok({ sold, buyers, messagesLeft, announcements });
  }

  @Get('series/:seriesId/buyers')
  @ApiOperation({
    summary: 'Say whom changing or cancelling dates of a series concerns',
    description: 'For managers: of the chosen dates, or of all that aren’t cancelled or over.',
  })
  @OfSeries(ProblemCode.EventNotFound)
  @Answers(SeriesBuyersDto, { description: 'The figures.' })
  async ofSeries(
    @IdParam('organiserId') organiserId: string,
    @IdParam('seriesId') seriesId: string,
    @Query() { eventIds }: SeriesBuyersQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<SeriesBuyersDto>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    const dates = await this.dates.find(manager, organiserId, seriesId, eventIds);
    return ok({ dates: dates.length, ...(await this.count.execute(manager, dates)) });
  }
}
