import { AdmissionDto, ChangeAdmissionDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { ChangeReentry } from './live/change-reentry.js';
import { ShowAdmission } from './live/show-admission.js';

@ApiTags('Door')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/admission')
export class EventAdmissionController {
  constructor(
    private readonly admission: ShowAdmission,
    private readonly reentry: ChangeReentry,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Get who has come in, gate by gate',
    description:
      'As far as devices have told: one that is offline tells later. With double entries, which show once all have told.',
  })
  @Answers(AdmissionDto, { description: 'Numbers, and tickets that came in twice.' })
  @OfEvent()
  async show(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<AdmissionDto>> {
    return ok(await this.admission.execute({ organiserId, eventId }, caller));
  }

  @Put()
  @ApiOperation({ summary: 'Change whether a ticket that is in lets somebody in again' })
  @Answers(AdmissionDto, { description: 'Who is in, by the new rule.', message: true })
  @OfEvent(ProblemCode.EventStateConflict)
  async change(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() { reentry }: ChangeAdmissionDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<AdmissionDto>> {
    const changed = await this.reentry.execute({ organiserId, eventId }, reentry, caller, actor);
    return done('Saved.', changed);
  }
}
