import {
  BookingAttendeesDto,
  ChangeAttendeesDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { ATTENDEES_BODY_BYTES } from './body-bytes.js';
import { ChangeAttendees } from './change/change-attendees.js';
import { ShowAttendees } from './find/show-attendees.js';

const BOOKING_ID = {
  name: 'id',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Attendees, as the holder of a booking names them. */
@ApiTags('Attendees')
@Controller('booking/:id/attendees')
export class AttendeesController {
  constructor(
    private readonly show: ShowAttendees,
    private readonly changeAttendees: ChangeAttendees,
  ) {}

  @Get()
  @Access('buyer')
  @ApiOperation({ summary: 'Get who comes with the tickets of a booking, and what is asked' })
  @ApiParam(BOOKING_ID)
  @Answers(BookingAttendeesDto, { description: 'Attendees, and what the event asks of them.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async find(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BookingAttendeesDto>> {
    return ok(await this.show.toBuyer(id, caller.onlyUser));
  }

  @Put()
  @BodyLimit(ATTENDEES_BODY_BYTES)
  @Access('buyer', 'body')
  @ApiOperation({
    summary: 'Name who comes with the tickets of a booking, and answer questions',
    description:
      'Tickets that are named are written anew, the others stay. While tickets are held, drafts are kept, and anything may still be missing: paying asks for it. Afterwards it can be changed until `changesUntil`.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(BookingAttendeesDto, { description: 'It is saved.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.HoldExpired,
    ProblemCode.BookingEnded,
    ProblemCode.EventStateConflict,
    ProblemCode.AttendeesClosed,
    ProblemCode.AttendeesMissing,
    ProblemCode.ValidationFailed,
  )
  async change(
    @IdParam('id') id: string,
    @Body() body: ChangeAttendeesDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<BookingAttendeesDto>> {
    return done('Saved.', await this.changeAttendees.byBuyer(id, caller.onlyUser, actor, body));
  }
}
