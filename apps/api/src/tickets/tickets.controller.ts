import {
  CreatedTicketsDto,
  CreateTicketsDto,
  DEFAULT_EVENT_ID,
  ListTicketsQueryDto,
  ProblemCode,
  TicketDto,
  TicketListingDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { done, ok, okForMany } from '../platform/http/envelope.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, ForMany, Problems } from '../platform/http/openapi-answers.js';
import { CreateTickets } from './create/create-tickets.js';
import { FindTicket } from './find-ticket.js';
import { ListTickets } from './list/list-tickets.js';

@ApiTags('Tickets')
@Controller('tickets')
export class TicketsController {
  constructor(
    private readonly listTickets: ListTickets,
    private readonly findTicket: FindTicket,
    private readonly createTickets: CreateTickets,
  ) {}

  @Get()
  @Access('anyone')
  @ForMany()
  @ApiOperation({
    summary: 'List an event’s tickets and availability by tier',
    description:
      'The same for everybody: caches may keep it for a second, and `If-None-Match` is answered 304 while nothing has changed. `limit=0` gives the counts alone.',
  })
  @Answers(TicketListingDto, { description: 'Availability of every tier and a page of tickets.' })
  @Problems(ProblemCode.EventNotFound, ProblemCode.ValidationFailed)
  async list(@Query() query: ListTicketsQueryDto): Promise<Envelope<TicketListingDto>> {
    const eventId = query.eventId ?? DEFAULT_EVENT_ID;
    const listing = await this.listTickets.execute(eventId, query.limit ?? 20);
    // Unchanged counts aren't sent again.
    return okForMany(listing, (read) => Object.assign({}, read, { asOf: undefined }));
  }

  @Get(':id')
  @Access('visitor')
  @ApiOperation({
    summary: 'Show a ticket',
    description:
      'Holder and booking are named to the holder, to members of the event’s organisation and to admins only.',
  })
  @ApiParam({ name: 'id', description: "The ticket's id.", example: '1' })
  @Answers(TicketDto, { description: 'The ticket.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.TicketNotFound)
  async find(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<TicketDto>> {
    return ok(await this.findTicket.execute(id, caller));
  }

  @Post('create')
  @Access('customer')
  @LiveSession()
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Put tickets on sale',
    description:
      'For owners and managers of the event’s organisation, and admins. At most 20,000 tickets a call, over all tiers. All are created, or none is.',
  })
  @Answers(CreatedTicketsDto, { status: 201, description: 'They are on sale.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.EventNotFound,
    ProblemCode.TierNotFound,
    ProblemCode.EventStateConflict,
    ProblemCode.EventLimitExceeded,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
  )
  async create(
    @Body() body: CreateTicketsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<CreatedTicketsDto>> {
    const counts = {
      vip: body.vipCount ?? 0,
      frontRow: body.frontRowCount ?? 0,
      ga: body.gaCount ?? 0,
    };
    const eventId = body.eventId ?? DEFAULT_EVENT_ID;
    const created = await this.createTickets.execute(eventId, counts, caller, actor, keyed);
    const tickets = created.created === 1 ? 'ticket' : 'tickets';
    return done(`Successfully created ${created.created} ${tickets}`, created);
  }
}
