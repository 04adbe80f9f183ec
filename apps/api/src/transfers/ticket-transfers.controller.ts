import {
  PassedOnTicketDto,
  ProblemCode,
  TicketTransferTokenDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { AcceptTicket } from './accept/accept-ticket.js';

/** Tickets that were passed on, for whoever has the link from the mail. */
@ApiTags('Passing on')
@Access('anyone')
@Controller('ticket-transfers')
export class TicketTransfersController {
  constructor(private readonly acceptTicket: AcceptTicket) {}

  // As often as any page: many open their tickets from the one address of a venue.
  @Post('look')
  @ApiOperation({ summary: 'Look at a ticket that was passed on, with the link from the email' })
  @Answers(PassedOnTicketDto, { description: 'With its code, once it is accepted.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.TokenInvalid,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
  )
  async look(@Body() { token }: TicketTransferTokenDto): Promise<Envelope<PassedOnTicketDto>> {
    return ok(await this.acceptTicket.look(token));
  }

  @Post('accept')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Accept a ticket that was passed on',
    description: 'The sender’s code is void from then on. Accepting again changes nothing.',
  })
  @Answers(PassedOnTicketDto, { description: 'The ticket, with its code.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.TokenInvalid,
    ProblemCode.TicketTransferRefused,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
  )
  async accept(
    @Body() { token }: TicketTransferTokenDto,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<PassedOnTicketDto>> {
    return done('The ticket is yours.', await this.acceptTicket.execute(token, actor));
  }
}
