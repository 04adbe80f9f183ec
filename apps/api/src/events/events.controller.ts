import { EventDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/access/access.js';
import { okForMany } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ForMany, Problems } from '../platform/http/openapi-answers.js';
import { EventCatalogue } from './event-catalogue.js';

@ApiTags('Events')
@Access('anyone')
@Controller('events')
export class EventsController {
  constructor(private readonly catalogue: EventCatalogue) {}

  @Get()
  @ForMany()
  @ApiOperation({ summary: 'List events, the next ones first' })
  @Answers(EventDto, { description: 'At most 200 events.', list: true })
  @Problems()
  async list(): Promise<Envelope<EventDto[]>> {
    return okForMany(await this.catalogue.recentList());
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
}
