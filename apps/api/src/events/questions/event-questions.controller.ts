import {
  AttendeeFormDto,
  ChangeAttendeeFormDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../../organisers/organiser-access.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { ChangesEvent, OfEvent } from '../event-params.js';
import { ChangeAttendeeForm } from './change-attendee-form.js';
import { ShowAttendeeForm } from './show-attendee-form.js';

/** 20 questions with 30 choices of 100 characters, and their other words, are 75,000 characters: up to four bytes each. */
const QUESTIONS_BODY_BYTES = 320 * 1024;

@ApiTags('Attendees')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/questions')
export class EventQuestionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly show: ShowAttendeeForm,
    private readonly changeForm: ChangeAttendeeForm,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Get what an event asks of attendees' })
  @OfEvent()
  @Answers(AttendeeFormDto, { description: 'What is asked, and what was.' })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<AttendeeFormDto>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
    return ok(await this.show.execute(manager, eventId));
  }

  @Put()
  @BodyLimit(QUESTIONS_BODY_BYTES)
  @ApiOperation({
    summary: 'Change what an event asks of attendees',
    description:
      'All of it is written anew. Questions are kept by their ids; one that is left out is asked no more, and its answers stay readable. One that was answered keeps its kind and its scope.',
  })
  @ChangesEvent(ProblemCode.BookingsDependOnIt)
  @Answers(AttendeeFormDto, { description: 'What is asked now.', message: true })
  async change(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: ChangeAttendeeFormDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<AttendeeFormDto>> {
    const request = { organiserId, eventId, caller, actor };
    return done('The questions were changed.', await this.changeForm.execute(request, body));
  }
}
