import {
  CancellationRefundsDto,
  ContinueRefundsDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { FollowRefunds } from './follow-refunds.js';

@ApiTags('Payments')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/cancellation/refunds')
export class CancellationRefundsController {
  constructor(private readonly follow: FollowRefunds) {}

  @Get()
  @ApiOperation({
    summary: 'Say how far refunding a cancelled event has come',
    description:
      'For managers; counted in bookings that were paid for. Nothing goes back of an event that isn’t cancelled.',
  })
  @OfEvent()
  @Answers(CancellationRefundsDto, { description: 'The figures.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<CancellationRefundsDto>> {
    return ok(await this.follow.show({ organiserId, eventId, caller, actor }));
  }

  @Post('continue')
  @ApiOperation({
    summary: 'Refund a cancelled event, go on with it, or try again',
    description:
      'Every booking that was paid for online and has not been refunded gets its money back, also where it failed before. Nobody is refunded twice.',
  })
  @OfEvent(ProblemCode.ValidationFailed, ProblemCode.EventStateConflict)
  @Answers(CancellationRefundsDto, { description: 'The figures.', message: true })
  async continue(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: ContinueRefundsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<CancellationRefundsDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The money is on its way back.', await this.follow.continue(request, body));
  }

  @Post('stop')
  @ApiOperation({
    summary: 'Stop refunding a cancelled event',
    description: 'What is under way at a provider goes on; nothing else is begun.',
  })
  @OfEvent(ProblemCode.EventStateConflict)
  @Answers(CancellationRefundsDto, { description: 'The figures.', message: true })
  async stop(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<CancellationRefundsDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('Refunding is stopped.', await this.follow.stop(request));
  }
}
