import { EventFiguresDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { ShowEventFigures } from './figures/show-event-figures.js';
import { EVENT_ID, ORGANISER_ID } from './report-params.js';

@ApiTags('Reports')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId')
export class ReportsController {
  constructor(private readonly showFigures: ShowEventFigures) {}

  @Get('figures')
  @ApiOperation({
    summary: 'Show how the sale of an event stands',
    description:
      'All figures are of one moment. The box office sees counts; owners and managers see takings too.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(EventFiguresDto, { description: 'The figures.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.EventNotFound)
  async figures(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventFiguresDto>> {
    return ok(await this.showFigures.execute(organiserId, eventId, caller));
  }
}
