import {
  BookingDto,
  BuyerRefundOfferDto,
  ProblemCode,
  ReturnTicketsDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../../platform/http/openapi-answers.js';
import { BodyLimit } from '../../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { ReturnTickets } from './return-tickets.js';

const BOOKING_ID = { name: 'id', description: "The booking's id.", example: '7300000000000000001' };

/** Where buyers return tickets themselves. */
@ApiTags('Payments')
@Controller('bookings/:id')
export class BuyerRefundsController {
  constructor(private readonly returns: ReturnTickets) {}

  @Get('refund-offer')
  @Access('buyer')
  @ApiOperation({ summary: 'Find out what a buyer can return of a booking, and what goes back' })
  @ApiParam(BOOKING_ID)
  @Answers(BuyerRefundOfferDto, { description: 'As it is at this moment.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async offer(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BuyerRefundOfferDto>> {
    return ok(await this.returns.offer(id, caller.onlyUser));
  }

  @Post('refunds')
  // 500 ids of 19 digits and two quotes, each on a line of its own.
  @BodyLimit(24 * 1024)
  @RateLimit('reserve')
  @Access('buyer')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Return tickets of a booking',
    description:
      'Where the event lets buyers do so themselves. The tickets are void and on sale again at once; the money goes back in the way it came. Send the amount that the buyer was shown: if it is another one by now, nothing is changed.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(BookingDto, { description: 'The booking as it is now.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.TicketNotFound,
    ProblemCode.RefundNotOffered,
    ProblemCode.RefundAmountChanged,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async refund(
    @IdParam('id') bookingId: string,
    @Body() body: ReturnTicketsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<BookingDto>> {
    const request = { bookingId, onlyUser: caller.onlyUser, actor, keyed };
    return done('Your tickets are returned.', await this.returns.execute(request, body));
  }
}
