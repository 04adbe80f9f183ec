import {
  CounterSaleDto,
  CounterSalesDto,
  ListCounterSalesQueryDto,
  ProblemCode,
  SellAtCounterDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { OrganiserAccess } from '../organisers/organiser-access.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { OfEvent } from '../events/event-params.js';
import { BOOKING_ID } from './booking-param.js';
import { ListCounterSales } from './counter/list-counter-sales.js';
import { ReadCounterSale } from './counter/read-counter-sale.js';
import { SellAtCounter } from './counter/sell-at-counter.js';

@ApiTags('Box office')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/counter-sales')
export class CounterController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: OrganiserAccess,
    private readonly sellAtCounter: SellAtCounter,
    private readonly sales: ReadCounterSale,
    private readonly listSales: ListCounterSales,
  ) {}

  @Post()
  // A name and a reason of 455 characters, 12 bytes each where they are escaped, and twenty lines.
  @BodyLimit(16 * 1024)
  @RateLimit('reserve')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Sell tickets at the counter, or give them away',
    description:
      'Held and paid for in one step: all of them, or none. For the box office, from when the event is published until it is over, also where its online sale hasn’t begun or has ended; hidden ticket types too. A buyer’s limits don’t apply; one sale has 100 tickets at the most.',
  })
  @Answers(CounterSaleDto, {
    status: 201,
    description: 'What the receipt says.',
    message: true,
  })
  @OfEvent(
    ProblemCode.TierNotFound,
    ProblemCode.AllotmentNotFound,
    ProblemCode.AllotmentReleased,
    ProblemCode.TicketTypeNotFound,
    ProblemCode.NotOnSale,
    ProblemCode.SoldOut,
    ProblemCode.HeldByOthers,
    ProblemCode.NotEnoughTickets,
    ProblemCode.BookingLimitExceeded,
    ProblemCode.TooFewTickets,
    ProblemCode.BookingEnded,
    ProblemCode.EventStateConflict,
  )
  async sell(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: SellAtCounterDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<CounterSaleDto>> {
    const request = { organiserId, eventId, caller, actor, keyed };
    return done('Sold.', await this.sellAtCounter.execute(request, body));
  }

  @Get()
  @ApiOperation({
    summary: 'List an event’s counter sales of a day',
    description: 'With the sums of each member and method, for the cash-up.',
  })
  @Answers(CounterSalesDto, { description: 'The day’s sales, newest first.' })
  @OfEvent(ProblemCode.ValidationFailed)
  async list(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Query() query: ListCounterSalesQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<CounterSalesDto>> {
    return ok(await this.listSales.execute({ organiserId, eventId }, query, caller));
  }

  @Get(':bookingId')
  @ApiOperation({ summary: 'Get a counter sale, to print its receipt again' })
  @ApiParam(BOOKING_ID)
  @Answers(CounterSaleDto, { description: 'What the receipt says.' })
  @OfEvent(ProblemCode.BookingNotFound)
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<CounterSaleDto>> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId, eventId }, 'box_office');
    return ok(await this.sales.find(manager, eventId, bookingId));
  }
}
