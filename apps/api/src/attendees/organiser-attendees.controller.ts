import {
  BookingAttendeesDto,
  ChangeAttendeesDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { ATTENDEES_BODY_BYTES } from './body-bytes.js';
import { ChangeAttendees } from './change/change-attendees.js';
import { ShowAttendees } from './find/show-attendees.js';

const BOOKING_ID = {
  name: 'bookingId',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Attendees of an organisation's event, for those who sell and stand at the door. */
@ApiTags('Attendees')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/bookings/:bookingId/attendees')
export class OrganiserAttendeesController {
  constructor(
    private readonly show: ShowAttendees,
    private readonly changeAttendees: ChangeAttendees,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Get who comes with the tickets of a booking of one’s event' })
  @ApiParam(BOOKING_ID)
  @Answers(BookingAttendeesDto, { description: 'Attendees, and what the event asks of them.' })
  @OfEvent(ProblemCode.BookingNotFound)
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BookingAttendeesDto>> {
    return ok(await this.show.toOrganiser(caller, { organiserId, eventId }, bookingId));
  }

  @Put()
  @BodyLimit(ATTENDEES_BODY_BYTES)
  @ApiOperation({
    summary: 'Change who comes with the tickets of a booking of one’s event',
    description: 'For owners, managers and the box office, until the event is over.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(BookingAttendeesDto, { description: 'It is saved.', message: true })
  @OfEvent(
    ProblemCode.BookingNotFound,
    ProblemCode.HoldExpired,
    ProblemCode.BookingEnded,
    ProblemCode.EventStateConflict,
    ProblemCode.AttendeesClosed,
    ProblemCode.AttendeesMissing,
  )
  async change(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @Body() body: ChangeAttendeesDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<BookingAttendeesDto>> {
    const address = { organiserId, eventId };
    const changed = await this.changeAttendees.byOrganiser(caller, address, bookingId, actor, body);
    return done('Saved.', changed);
  }
}
