import {
  JoinWaitlistDto,
  LeaveWaitlistDto,
  ProblemCode,
  WaitlistEntryDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, ApiIdempotencyKey, Problems } from '../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { JoinWaitlist } from './join/join-waitlist.js';
import { LeaveWaitlist } from './leave/leave-waitlist.js';
import { ListEntries } from './show/list-entries.js';

@ApiTags('Waitlist')
@Controller()
export class WaitlistController {
  constructor(
    private readonly join: JoinWaitlist,
    private readonly leave: LeaveWaitlist,
    private readonly entries: ListEntries,
  ) {}

  @Post('events/:id/waitlist')
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Join the waitlist of sold-out tiers',
    description:
      'What comes back of these tiers is offered in order, or by lot where the organiser says so: as an ordinary hold, which lasts longer, and with a mail. An entry is offered tickets once. A group that doesn’t fit into what came back is passed over and keeps its place. While somebody waits for a tier, nobody else is sold what comes back of it.',
  })
  @ApiParam({ name: 'id', description: "The event's id.", example: '1' })
  @Answers(WaitlistEntryDto, { status: 201, description: 'The entry.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.Forbidden,
    ProblemCode.UserNotFound,
    ProblemCode.EventNotFound,
    ProblemCode.TierNotFound,
    ProblemCode.TicketTypeNotFound,
    ProblemCode.NotOnSale,
    ProblemCode.TicketsAvailable,
    ProblemCode.AlreadyWaiting,
    ProblemCode.BookingLimitExceeded,
    ProblemCode.TooFewTickets,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async add(
    @IdParam('id') id: string,
    @Body() body: JoinWaitlistDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<WaitlistEntryDto>> {
    const userId = caller.actingFor(body.userId);
    return done(
      'You are on the waitlist.',
      await this.join.execute(userId, id, body, actor, keyed),
    );
  }

  @Get('waitlist/user/:userId')
  @Access('buyer', 'path')
  @ApiOperation({ summary: 'List where a user waits for tickets, and what they were offered' })
  @ApiParam({ name: 'userId', description: "The user's id.", example: '1' })
  @Answers(WaitlistEntryDto, { description: 'Their entries, the newest first.', list: true })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.Forbidden)
  async ofUser(
    @IdParam('userId') userId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<WaitlistEntryDto[]>> {
    return ok(await this.entries.ofUser(caller.actingFor(userId)));
  }

  @Post('waitlist/:id/leave')
  @HttpCode(200)
  @Access('buyer', 'body')
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Leave a waitlist',
    description: 'What was offered before is a booking: cancel it.',
  })
  @ApiParam({ name: 'id', description: "The entry's id.", example: '7300000000000000012' })
  @Answers(WaitlistEntryDto, { description: 'The entry, which waits no more.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.WaitlistEntryNotFound,
    ProblemCode.NotWaiting,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
    ProblemCode.Busy,
  )
  async remove(
    @IdParam('id') id: string,
    @Body() _body: LeaveWaitlistDto,
    @CurrentCaller() caller: Caller,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<WaitlistEntryDto>> {
    return done(
      'You have left the waitlist.',
      await this.leave.execute(id, caller.onlyUser, keyed),
    );
  }
}
