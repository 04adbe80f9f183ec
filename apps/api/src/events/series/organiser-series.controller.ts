import {
  AddSeriesDatesDto,
  CancelDatesDto,
  ChangeSeriesDto,
  ChosenDatesDto,
  CreateSeriesDto,
  OrganiserSeriesDto,
  OrganiserSeriesSummaryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfOrganiser } from '../../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { CancelDates } from '../cancellation/cancel-dates.js';
import { SeriesToChange } from '../change-params.js';
import type { SeriesRequest } from './series-changes.js';
import { EVENT_BODY_BYTES, OfSeries } from '../event-params.js';
import { AddDates } from './add-dates.js';
import { ChangeSeries } from './change-series.js';
import { SeriesState } from './series-state.js';
import { ShowSeries } from './show-series.js';

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/series')
export class OrganiserSeriesController {
  constructor(
    private readonly dates: AddDates,
    private readonly show: ShowSeries,
    private readonly changeSeries: ChangeSeries,
    private readonly state: SeriesState,
    private readonly cancelDates: CancelDates,
  ) {}

  @Post()
  @BodyLimit(EVENT_BODY_BYTES)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Make a series of an event',
    description:
      'The event becomes one of its dates; the others are drafts with the same description, tiers, ticket types and as many tickets. At most 100 dates, and 200,000 new tickets at once. All of them are created, or none is.',
  })
  @OfOrganiser(
    ProblemCode.EventNotFound,
    ProblemCode.EventStateConflict,
    ProblemCode.EventLimitExceeded,
    ProblemCode.OrganiserEventLimitExceeded,
  )
  @Answers(OrganiserSeriesDto, { status: 201, description: 'The series.', message: true })
  async create(
    @IdParam('organiserId') organiserId: string,
    @Body() body: CreateSeriesDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    const series = await this.dates.create(organiserId, body, { caller, actor, keyed });
    return done('The series was created.', series);
  }

  @Get()
  @ApiOperation({ summary: 'List an organisation’s series, the latest first' })
  @OfOrganiser()
  @Answers(OrganiserSeriesSummaryDto, { description: 'At most 200 series.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserSeriesSummaryDto[]>> {
    return ok(await this.show.list(organiserId, caller));
  }

  @Get(':seriesId')
  @ApiOperation({ summary: 'Get a series of an organisation with its dates, drafts too' })
  @OfSeries()
  @Answers(OrganiserSeriesDto, { description: 'The series.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('seriesId') seriesId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    return ok(await this.show.find(organiserId, seriesId, caller));
  }

  @Patch(':seriesId')
  @BodyLimit(EVENT_BODY_BYTES)
  @ApiOperation({
    summary: 'Change many dates of a series at once',
    description:
      'The chosen ones, or all that aren’t cancelled or over: all of them are changed, or none is. What is left out stays as it is. Where the venue or the address changes, everybody who has tickets is sent one email about all dates.',
  })
  @OfSeries(ProblemCode.EventNotFound, ProblemCode.SeriesDatesRefused)
  @Answers(OrganiserSeriesDto, { description: 'The series as it is now.', message: true })
  async change(
    @SeriesToChange() request: SeriesRequest,
    @Body() body: ChangeSeriesDto,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    return done('The dates were changed.', await this.changeSeries.execute(request, body));
  }

  @Post(':seriesId/dates')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Add dates to a series',
    description: 'As drafts, copied from one of its dates. All of them are added, or none is.',
  })
  @OfSeries(
    ProblemCode.EventNotFound,
    ProblemCode.EventLimitExceeded,
    ProblemCode.OrganiserEventLimitExceeded,
  )
  @Answers(OrganiserSeriesDto, {
    status: 201,
    description: 'The series as it is now.',
    message: true,
  })
  async add(
    @SeriesToChange() request: SeriesRequest,
    @Body() body: AddSeriesDatesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    return done('The dates were added.', await this.dates.add({ ...request, keyed }, body));
  }

  @Post(':seriesId/publish')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Publish the drafts of a series',
    description: 'The chosen ones, or all: all of them are published, or none is.',
  })
  @OfSeries(ProblemCode.EventNotFound, ProblemCode.SeriesDatesRefused)
  @Answers(OrganiserSeriesDto, { description: 'They are published.', message: true })
  async publish(
    @SeriesToChange() request: SeriesRequest,
    @Body() { eventIds }: ChosenDatesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    const series = await this.state.execute({ ...request, keyed }, 'publish', eventIds);
    return done('The dates are published.', series);
  }

  @Post(':seriesId/pause')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Pause the sale of a series',
    description: 'Of the chosen dates, or of all that are published.',
  })
  @OfSeries(ProblemCode.EventNotFound, ProblemCode.SeriesDatesRefused)
  @Answers(OrganiserSeriesDto, { description: 'Their sale is paused.', message: true })
  async pause(
    @SeriesToChange() request: SeriesRequest,
    @Body() { eventIds }: ChosenDatesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    return done(
      'The sale is paused.',
      await this.state.execute({ ...request, keyed }, 'pause', eventIds),
    );
  }

  @Post(':seriesId/resume')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Resume the sale of a series',
    description: 'Of the chosen dates, or of all that are paused.',
  })
  @OfSeries(ProblemCode.EventNotFound, ProblemCode.SeriesDatesRefused)
  @Answers(OrganiserSeriesDto, { description: 'They are on sale again.', message: true })
  async resume(
    @SeriesToChange() request: SeriesRequest,
    @Body() { eventIds }: ChosenDatesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    return done(
      'The sale has resumed.',
      await this.state.execute({ ...request, keyed }, 'resume', eventIds),
    );
  }

  @Post(':seriesId/cancel')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Cancel dates of a series, for good',
    description:
      'The chosen ones, or all that aren’t cancelled or over: all of them are cancelled, or none is. Their holds end, and everybody who has tickets or held some is sent one email about all dates, with your message. Tickets aren’t refunded by that.',
  })
  @OfSeries(ProblemCode.EventNotFound, ProblemCode.SeriesDatesRefused)
  @Answers(OrganiserSeriesDto, { description: 'They are cancelled.', message: true })
  async cancel(
    @SeriesToChange() request: SeriesRequest,
    @Body() body: CancelDatesDto,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<OrganiserSeriesDto>> {
    const series = await this.cancelDates.execute({ ...request, keyed }, body);
    return done('The dates are cancelled.', series);
  }
}
