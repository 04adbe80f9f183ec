import {
  CompletePaymentDto,
  PaymentDto,
  PaymentMethodDto,
  PaymentResultDto,
  ProblemCode,
  StartedPaymentDto,
  StartPaymentDto,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { CompletePayment } from './complete-payment.js';
import { ShowPayments } from './show-payments.js';
import { StartPayment } from './start-payment.js';

const BOOKING_ID = { name: 'id', description: "The booking's id.", example: '7300000000000000001' };
const PAYMENT_ID = {
  name: 'paymentId',
  description: "The payment's id.",
  example: '7300000000000000002',
};

@ApiTags('Payments')
@Controller()
export class CheckoutController {
  constructor(
    private readonly startPayment: StartPayment,
    private readonly completePayment: CompletePayment,
    private readonly show: ShowPayments,
  ) {}

  @Get('events/:id/payment-methods')
  @Access('anyone')
  @ApiOperation({ summary: 'List how an event’s bookings can be paid for' })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @Answers(PaymentMethodDto, { description: 'In the order in which they are offered.', list: true })
  @Problems(ProblemCode.InvalidId, ProblemCode.EventNotFound)
  async methods(@IdParam('id') id: string): Promise<Envelope<PaymentMethodDto[]>> {
    return ok(await this.show.methodsOf(id));
  }

  @Get('bookings/:id/payments')
  @Access('buyer')
  @ApiOperation({ summary: 'List the payments of a booking, with what went back of each' })
  @ApiParam(BOOKING_ID)
  @Answers(PaymentDto, { description: 'The first one first.', list: true })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async list(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<PaymentDto[]>> {
    return ok(await this.show.ofBooking(id, caller.onlyUser));
  }

  @Post('bookings/:id/payments')
  @RateLimit('reserve')
  @Access('buyer')
  @ApiOperation({
    summary: 'Begin to pay for a booking',
    description:
      'Writes down what is to be paid, and prepares it at the provider; no money moves yet. Begun again, the same payment goes on. Begun at another provider, the payment before is cancelled first.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(StartedPaymentDto, {
    status: 201,
    description: 'The payment, and what the provider’s fields need on the buyer’s page.',
  })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.AlreadyConfirmed,
    ProblemCode.BookingEnded,
    ProblemCode.HoldExpired,
    ProblemCode.EventStateConflict,
    ProblemCode.AttendeesMissing,
    ProblemCode.NothingToPay,
    ProblemCode.PaymentsNotConfigured,
    ProblemCode.PaymentRefused,
    ProblemCode.PaymentProviderUnavailable,
    ProblemCode.Busy,
  )
  async start(
    @IdParam('id') bookingId: string,
    @Body() body: StartPaymentDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<StartedPaymentDto>> {
    const request = { bookingId, onlyUser: caller.onlyUser, actor, language };
    return ok(await this.startPayment.execute(request, body));
  }

  @Post('bookings/:id/payments/:paymentId/complete')
  @RateLimit('reserve')
  @Access('buyer')
  @ApiOperation({
    summary: 'Take the money that the buyer agreed to, or find out what became of it',
    description:
      'To be called when the buyer has done their part, and again while the answer is `processing`: nothing is taken twice. A declined attempt leaves the hold alone, and another may follow while its time runs.',
  })
  @ApiParam(BOOKING_ID)
  @ApiParam(PAYMENT_ID)
  @Answers(PaymentResultDto, { description: 'The payment and the booking as they are now.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.PaymentNotFound,
    ProblemCode.BookingEnded,
    ProblemCode.HoldExpired,
    ProblemCode.EventStateConflict,
    ProblemCode.AttendeesMissing,
    ProblemCode.PaymentsNotConfigured,
    ProblemCode.PaymentRefused,
  )
  async complete(
    @IdParam('id') bookingId: string,
    @IdParam('paymentId') paymentId: string,
    @Body() body: CompletePaymentDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<PaymentResultDto>> {
    const request = { bookingId, onlyUser: caller.onlyUser, actor, language };
    return ok(await this.completePayment.execute(request, paymentId, body));
  }
}
