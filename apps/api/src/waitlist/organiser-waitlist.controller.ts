import { ChangeWaitlistDto, ProblemCode, WaitlistDto, type Envelope } from '@boxoffice/contracts';
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { ChangeWaitlist } from './settings/change-waitlist.js';
import { ShowWaitlist } from './show/show-waitlist.js';

@ApiTags('Waitlist')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/waitlist')
export class OrganiserWaitlistController {
  constructor(
    private readonly showWaitlist: ShowWaitlist,
    private readonly changeWaitlist: ChangeWaitlist,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Show who waits for tickets of an event' })
  @OfEvent()
  @Answers(WaitlistDto, { description: 'The waitlist.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WaitlistDto>> {
    return ok(await this.showWaitlist.execute(organiserId, eventId, caller));
  }

  @Patch()
  @ApiOperation({
    summary: 'Pause a waitlist, or have it served by lot',
    description:
      'While it is paused, nothing is offered, and nobody else is sold what comes back. Everybody’s lot was drawn when they joined.',
  })
  @OfEvent(ProblemCode.EventStateConflict)
  @Answers(WaitlistDto, { description: 'The waitlist as it is now.', message: true })
  async update(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: ChangeWaitlistDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<WaitlistDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The waitlist was changed.', await this.changeWaitlist.execute(request, body));
  }
}
