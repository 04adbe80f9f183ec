import { EventDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, Problems } from '../../platform/http/openapi-answers.js';
import { Posters } from '../posters/posters.js';

const ORGANISER_ID = { name: 'organiserId', description: 'The organisation’s id.', example: '1' };
const EVENT_ID = { name: 'eventId', description: 'The event’s id.', example: '1' };

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/preview')
export class PreviewController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly catalogue: EventCatalogue,
    private readonly posters: Posters,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Show an event as buyers will see it, drafts too',
    description: 'Its `posterUrl` holds the picture itself: that of a draft is nowhere else.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(EventDto, { description: 'The event.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.EventNotFound)
  async show(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventDto>> {
    await this.access.require(this.dataSource.manager, caller, { organiserId, eventId }, 'manager');
    const event = await this.catalogue.preview(organiserId, eventId);
    return ok(Object.assign({}, event, { posterUrl: this.posters.inlined(event) }));
  }
}
