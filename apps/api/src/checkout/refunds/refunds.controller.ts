import {
  MarkPaidDto,
  PaymentDto,
  ProblemCode,
  RefundBookingDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { MarkPaid } from './mark-paid.js';
import { RefundBooking } from './refund-booking.js';
import { ShowEventPayments } from './show-event-payments.js';

const BOOKING_ID = {
  name: 'bookingId',
  description: "The booking's id.",
  example: '7300000000000000001',
};

@ApiTags('Payments')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/bookings/:bookingId')
export class RefundsController {
  constructor(
    private readonly refund: RefundBooking,
    private readonly paid: MarkPaid,
    private readonly show: ShowEventPayments,
  ) {}

  @Get('payments')
  @ApiOperation({ summary: 'List what was paid for a booking of an event, and what went back' })
  @ApiParam(BOOKING_ID)
  @OfEvent(ProblemCode.BookingNotFound)
  @Answers(PaymentDto, { description: 'The first one first.', list: true })
  async payments(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<PaymentDto[]>> {
    return ok(await this.show.execute({ organiserId, eventId, bookingId, caller, actor }));
  }

  @Post('refunds')
  // 500 ids of 19 digits and two quotes, each on a line of its own, and a note.
  @BodyLimit(24 * 1024)
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Give money back for a booking',
    description:
      'For some of its tickets, an amount, or all that is left of it; or what came in vain and could not be given back at first. The tickets are void at once, and go back on sale unless `restock` is false; the money goes back in the way it came.',
  })
  @ApiParam(BOOKING_ID)
  @OfEvent(
    ProblemCode.ValidationFailed,
    ProblemCode.BookingNotFound,
    ProblemCode.PaymentNotFound,
    ProblemCode.TicketNotFound,
    ProblemCode.NothingToRefund,
    ProblemCode.RefundExceedsPaid,
  )
  @Answers(PaymentDto, {
    description: 'The payments of the booking, with the refund.',
    list: true,
    message: true,
  })
  async refundBooking(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @Body() body: RefundBookingDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<PaymentDto[]>> {
    const request = { organiserId, eventId, bookingId, caller, actor, keyed };
    return done('The money is on its way back.', await this.refund.execute(request, body));
  }

  @Post('payments/:paymentId/mark-paid')
  @ApiOperation({ summary: 'Say that a payment outside of this system has been received' })
  @ApiParam(BOOKING_ID)
  @ApiParam({
    name: 'paymentId',
    description: "The payment's id.",
    example: '7300000000000000002',
  })
  @OfEvent(ProblemCode.ValidationFailed, ProblemCode.PaymentNotFound)
  @Answers(PaymentDto, {
    description: 'The payments of the booking.',
    list: true,
    message: true,
  })
  async markPaid(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @IdParam('paymentId') paymentId: string,
    @Body() body: MarkPaidDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<PaymentDto[]>> {
    const request = { organiserId, eventId, bookingId, caller, actor };
    return done('The payment is noted.', await this.paid.execute(request, paymentId, body));
  }
}
