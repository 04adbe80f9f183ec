import {
  CorrectBuyerDto,
  EventBookingDto,
  EventBookingPageDto,
  GuestListDto,
  GuestListQueryDto,
  ListEventBookingsQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { EventBooking } from './bookings/event-booking.js';
import { ListEventBookings } from './bookings/list-event-bookings.js';
import { OfEvent } from '../events/event-params.js';
import { BOOKING_ID } from './booking-param.js';
import { GuestList } from './guests/guest-list.js';

@ApiTags('Box office')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId')
export class EventBookingsController {
  constructor(
    private readonly list: ListEventBookings,
    private readonly booking: EventBooking,
    private readonly guests: GuestList,
  ) {}

  @Get('bookings')
  @ApiOperation({
    summary: 'List an event’s bookings',
    description:
      'For the box office of its organisation, newest first. Search by the buyer’s name or email address, or by the number of a booking or ticket.',
  })
  @Answers(EventBookingPageDto, { description: 'A page of the bookings.' })
  @OfEvent(ProblemCode.ValidationFailed)
  async bookings(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Query() query: ListEventBookingsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventBookingPageDto>> {
    return ok(await this.list.execute({ organiserId, eventId }, query, caller));
  }

  @Get('bookings/:bookingId')
  @ApiOperation({
    summary: 'Get a booking of an event, with all that happened to it',
    description: 'For the box office: held, extended, paid, mailed to whom, cancelled or expired.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(EventBookingDto, { description: 'The booking.' })
  @OfEvent(ProblemCode.BookingNotFound)
  async show(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<EventBookingDto>> {
    return ok(await this.booking.show({ organiserId, eventId, bookingId, caller, actor }));
  }

  @Post('bookings/:bookingId/mail')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Mail a booking’s confirmation again',
    description: 'To the buyer’s address. At most ten emails about one booking.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(EventBookingDto, { description: 'The email is on its way.', message: true })
  @OfEvent(
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.NoEmailAddress,
  )
  async mail(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<EventBookingDto>> {
    const request = { organiserId, eventId, bookingId, caller, actor, keyed };
    return done('The confirmation is on its way.', await this.booking.mail(request));
  }

  @Put('bookings/:bookingId/buyer')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Correct who bought, where they have no account',
    description:
      'For a mistyped name or address. The booking goes to a guest with the new ones and is mailed there; links that were mailed before no longer lead to it.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(EventBookingDto, { description: 'The booking is theirs, and mailed.', message: true })
  @OfEvent(
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.BuyerHasAccount,
  )
  async correct(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @Body() body: CorrectBuyerDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<EventBookingDto>> {
    const request = { organiserId, eventId, bookingId, caller, actor, keyed };
    const booking = await this.booking.correct(request, body);
    return done('The buyer was corrected, and the confirmation is on its way.', booking);
  }

  @Post('bookings/:bookingId/cancel')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Cancel a booking that is not paid for',
    description: 'Its tickets are on sale again at once.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(EventBookingDto, { description: 'The booking was cancelled.', message: true })
  @OfEvent(ProblemCode.BookingNotFound, ProblemCode.AlreadyConfirmed, ProblemCode.BookingEnded)
  async cancel(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<EventBookingDto>> {
    const request = { organiserId, eventId, bookingId, caller, actor, keyed };
    const booking = await this.booking.cancel(request);
    return done('Booking cancelled. Its tickets are on sale again.', booking);
  }

  @Get('guests')
  @ApiOperation({
    summary: 'List who comes to an event, by last name',
    description:
      'For all members of its organisation, the door included: bookings that are paid for.',
  })
  @Answers(GuestListDto, { description: 'A page of the guest list.' })
  @OfEvent(ProblemCode.ValidationFailed)
  async guestList(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Query() query: GuestListQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<GuestListDto>> {
    return ok(await this.guests.execute({ organiserId, eventId }, query, caller));
  }
}
