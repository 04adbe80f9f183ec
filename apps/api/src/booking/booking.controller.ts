import {
  BookingDto,
  CancelBookingDto,
  ConfirmationDto,
  ConfirmDto,
  DEFAULT_EVENT_ID,
  ListUserBookingsQueryDto,
  PaymentFailureDto,
  ProblemCode,
  ReservationDto,
  ReserveDto,
  ToldHappeningDto,
  UserBookingsDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { CancelBooking } from './cancel/cancel-booking.js';
import { ConfirmBookings } from './confirm/confirm-bookings.js';
import { MailAgain } from './confirm/mail-again.js';
import { ExtendHold } from './extend/extend-hold.js';
import { FindBookings } from './find/find-bookings.js';
import { ListUserBookings } from './find/list-user-bookings.js';
import { ReserveTickets } from './reserve/reserve-tickets.js';
import { ReadTimeline } from './timeline/read-timeline.js';

@ApiTags('Booking')
@Controller('booking')
export class BookingController {
  constructor(
    private readonly reserveTickets: ReserveTickets,
    private readonly confirmBookings: ConfirmBookings,
    private readonly cancelBooking: CancelBooking,
    private readonly extendHold: ExtendHold,
    private readonly findBookings: FindBookings,
    private readonly listUserBookings: ListUserBookings,
    private readonly readTimeline: ReadTimeline,
    private readonly mailAgain: MailAgain,
  ) {}

  @Post('reserve')
  // 100 lines, each with a tier of 50 characters, 12 bytes each where they are escaped.
  @BodyLimit(72 * 1024)
  @RateLimit('reserve')
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Hold tickets for a buyer',
    description:
      'All that is asked for is held, or nothing is. Lines of the same tier are added up. `codes` open hidden tiers, ticket types and allotments, or lower prices; those that the booking needs count as used until it ends unpaid. The hold ends by itself after its time.',
  })
  @Answers(ReservationDto, { description: 'The tickets are held until `expiresAt`.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.Forbidden,
    ProblemCode.UserNotFound,
    ProblemCode.EventNotFound,
    ProblemCode.TierNotFound,
    ProblemCode.TicketTypeNotFound,
    ProblemCode.NotOnSale,
    ProblemCode.SoldOut,
    ProblemCode.HeldByOthers,
    ProblemCode.NotEnoughTickets,
    ProblemCode.BookingLimitExceeded,
    ProblemCode.TooFewTickets,
    ProblemCode.CodeNotFound,
    ProblemCode.CodeNotValidNow,
    ProblemCode.CodeUsedUp,
    ProblemCode.TooManyRequests,
    ProblemCode.UserLimitExceeded,
    ProblemCode.UnpaidLimitExceeded,
    ProblemCode.AddressProofRequired,
    ProblemCode.ValidationFailed,
    ProblemCode.HoldExpired,
    ProblemCode.AlreadyConfirmed,
    ProblemCode.BookingEnded,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
    ProblemCode.DatabaseUnavailable,
  )
  async reserve(
    @Body() body: ReserveDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<ReservationDto>> {
    const userId = caller.actingFor(body.userId);
    return ok(
      await this.reserveTickets.execute(
        userId,
        body.eventId ?? DEFAULT_EVENT_ID,
        body,
        actor,
        keyed,
      ),
    );
  }

  @Post('confirm')
  // 1,000 ids of 19 digits and two quotes, each on a line of its own.
  @BodyLimit(32 * 1024)
  @RateLimit('reserve')
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Pay for held tickets',
    description:
      'All named tickets become the buyer’s, or none does. Where the simulated payment fails, the answer is still 200, with `success: false`: nothing was charged, and the tickets are on sale again. Named tickets that are on sale already do not stand in the way of that, unless they stood in a hold of the buyer that expired or was cancelled within the last hour: which hold the payment was for is then not known without `bookingId`, and the request is refused.',
  })
  @Answers(ConfirmationDto, {
    description:
      'The tickets are the buyer’s; or, with `success: false`, the payment failed and they were released.',
    or: PaymentFailureDto,
  })
  @Problems(
    ProblemCode.EventStateConflict,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.Forbidden,
    ProblemCode.TicketsOfAnotherUser,
    ProblemCode.UserNotFound,
    ProblemCode.TicketNotFound,
    ProblemCode.BookingNotFound,
    ProblemCode.TicketsNotHeld,
    ProblemCode.HoldExpired,
    ProblemCode.AlreadyConfirmed,
    ProblemCode.BookingEnded,
    ProblemCode.AttendeesMissing,
    ProblemCode.PaymentsNotConfigured,
    ProblemCode.CodesNeedWholeBooking,
    ProblemCode.TooFewTickets,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
    ProblemCode.DatabaseUnavailable,
  )
  async confirm(
    @Body() body: ConfirmDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<ConfirmationDto | PaymentFailureDto>> {
    const userId = caller.actingFor(body.userId);
    const data = await this.confirmBookings.execute({
      userId,
      actor,
      ticketIds: body.ticketIds,
      bookingId: body.bookingId,
      paymentSimulation: body.paymentSimulation,
      keyed,
    });
    return { success: data.success, data };
  }

  @Get('user/:userId')
  @Access('buyer', 'path')
  @ApiOperation({ summary: "List a user's bookings and tickets" })
  @ApiParam({ name: 'userId', description: "The user's id.", example: '1' })
  @Answers(UserBookingsDto, { description: 'Bookings in every status, newest first.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.UserNotFound,
    ProblemCode.ValidationFailed,
  )
  async ofUser(
    @IdParam('userId') userId: string,
    @Query() query: ListUserBookingsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<UserBookingsDto>> {
    return ok(await this.listUserBookings.execute(caller.actingFor(userId), query));
  }

  @Get(':id')
  @Access('buyer')
  @ApiOperation({ summary: 'Get a booking' })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(BookingDto, { description: 'The booking with its tickets.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async find(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BookingDto>> {
    return ok(await this.findBookings.byId(id, caller.onlyUser));
  }

  @Get(':id/timeline')
  @Access('buyer')
  @ApiOperation({
    summary: 'Say what happened to a booking',
    description:
      'The first first: holds, payments, refunds, disputes. The audit keeps it; the last second or so may be missing.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(ToldHappeningDto, { description: 'What happened, the first first.', list: true })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async timeline(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ToldHappeningDto[]>> {
    return ok(await this.readTimeline.ofBuyer(id, caller.onlyUser));
  }

  @Post(':id/cancel')
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Cancel a booking and release its tickets',
    description:
      'The tickets are on sale again at once. A booking that was paid for is not changed.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(BookingDto, { description: 'The booking was cancelled.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.AlreadyConfirmed,
    ProblemCode.BookingEnded,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async cancel(
    @IdParam('id') id: string,
    @Body() _body: CancelBookingDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<BookingDto>> {
    const booking = await this.cancelBooking.execute(id, caller.onlyUser, actor, keyed);
    return done('Booking cancelled. Its tickets are on sale again.', booking);
  }

  @Post(':id/mail')
  @Access('buyer')
  @ApiIdempotencyKey()
  @RateLimit('mail')
  @ApiOperation({
    summary: 'Mail a booking’s confirmation and tickets again',
    description:
      'To the address of its buyer. At most ten emails about one booking, and within what an address is sent in an hour.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(BookingDto, { description: 'The email is on its way.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.NoEmailAddress,
    ProblemCode.TooManyRequests,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async mail(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<BookingDto>> {
    const booking = await this.mailAgain.execute(id, caller.onlyUser, actor, keyed);
    return done('The confirmation is on its way.', booking);
  }

  @Post(':id/extend')
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Extend a hold',
    description: 'Gives the buyer more time to pay. How much and how often are settings.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @Answers(BookingDto, { description: 'The hold was extended.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.AlreadyConfirmed,
    ProblemCode.BookingEnded,
    ProblemCode.HoldExpired,
    ProblemCode.HoldNotExtendable,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async extend(
    @IdParam('id') id: string,
    @Body() _body: CancelBookingDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<BookingDto>> {
    const booking = await this.extendHold.execute(id, caller.onlyUser, actor, keyed);
    return done('You have more time to pay.', booking);
  }
}
