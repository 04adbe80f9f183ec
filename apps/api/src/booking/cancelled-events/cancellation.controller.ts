import { EventCancellationDto, type Envelope } from '@boxoffice/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { ShowCancellation } from './show-cancellation.js';

@ApiTags('Organisers’ events')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/cancellation')
export class CancellationController {
  constructor(private readonly show: ShowCancellation) {}

  @Get()
  @ApiOperation({
    summary: 'Say what cancelling an event means',
    description:
      'For managers: how many tickets are sold and held, and how many buyers are written to. Of a cancelled event: what they are sent, and whether all have been notified.',
  })
  @OfEvent()
  @Answers(EventCancellationDto, { description: 'The figures.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventCancellationDto>> {
    return ok(await this.show.execute({ organiserId, eventId }, caller));
  }
}
