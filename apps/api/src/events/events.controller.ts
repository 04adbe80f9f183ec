import {
  EventDto,
  EventListingDto,
  EventOrganiserTextsDto,
  ListEventsQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/access/access.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { ok, okForMany } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ForMany, Problems } from '../platform/http/openapi-answers.js';
import { eventCalendar } from './calendar/event-calendar.js';
import { EventCatalogue } from './event-catalogue.js';
import { ListEvents } from './listing/list-events.js';

@ApiTags('Events')
@Access('anyone')
@Controller('events')
export class EventsController {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly listEvents: ListEvents,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ForMany()
  @ApiOperation({
    summary: 'List and search what is on, the next events first',
    description:
      'Events that are over are left out; cancelled ones stay until then. Words are looked for in name, subtitle, organiser, venue, address and description, in German and English; where no event has them, those with similar words are listed.',
  })
  @Answers(EventListingDto, { description: 'A page of events, and the cursor of the next one.' })
  @Problems(ProblemCode.ValidationFailed)
  async list(@Query() query: ListEventsQueryDto): Promise<Envelope<EventListingDto>> {
    return okForMany(await this.listEvents.execute(query));
  }

  @Get(':id')
  @ForMany()
  @ApiOperation({ summary: 'Get an event with its tiers and prices' })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @Answers(EventDto, { description: 'The event.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async find(@IdParam('id') id: string): Promise<Envelope<EventDto>> {
    return okForMany(await this.catalogue.recent(id));
  }

  @Get(':id/organiser')
  @ApiOperation({ summary: 'Say who sells an event, with the legal texts' })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @Answers(EventOrganiserTextsDto, { description: 'Who sells it.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async organiser(@IdParam('id') id: string): Promise<Envelope<EventOrganiserTextsDto>> {
    return ok(await this.catalogue.organiserOf(id));
  }

  @Get(':id/calendar.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'Get an event as a file for calendars' })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @ApiProduces('text/calendar')
  @ApiResponse({ status: 200, description: 'The file.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async calendar(@IdParam('id') id: string): Promise<string> {
    const event = await this.catalogue.recent(id);
    const url = `${this.settings.PUBLIC_URL}/events/${event.id}`;
    return eventCalendar(event, url, new Date(this.clock.now()));
  }
}
