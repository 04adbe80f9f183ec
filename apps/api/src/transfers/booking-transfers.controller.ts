import {
  BookingTransfersDto,
  PassOnTicketDto,
  ProblemCode,
  TicketTransferDto,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { ListTransfers } from './list/list-transfers.js';
import { OfferTicket } from './offer/offer-ticket.js';
import { TakeBackTicket } from './take-back/take-back-ticket.js';

const BOOKING_ID = {
  name: 'id',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Tickets that the holder of a booking passes on. */
@ApiTags('Passing on')
@Access('buyer')
@Controller('bookings/:id/transfers')
export class BookingTransfersController {
  constructor(
    private readonly transfers: ListTransfers,
    private readonly offerTicket: OfferTicket,
    private readonly takeBackTicket: TakeBackTicket,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Find out what can be passed on of a booking, and what was' })
  @ApiParam(BOOKING_ID)
  @Answers(BookingTransfersDto, { description: 'As it is at this moment.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async list(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BookingTransfersDto>> {
    return ok(await this.transfers.toBuyer(id, caller.onlyUser));
  }

  @Post()
  @RateLimit('mail')
  @ApiOperation({
    summary: 'Pass on a ticket of a booking',
    description:
      'Where the event lets it. The address gets an email with a link; the ticket stays the buyer’s until it is accepted, and can be offered ten times. Its price is paid back to the buyer, should it be refunded.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(TicketTransferDto, { status: 201, description: 'It is on its way.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.TicketNotFound,
    ProblemCode.TicketTransferRefused,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
  )
  async offer(
    @IdParam('id') bookingId: string,
    @Body() body: PassOnTicketDto,
    @CurrentCaller() { onlyUser }: Caller,
    @CurrentActor() actor: Actor,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<TicketTransferDto>> {
    const request = { bookingId, onlyUser, actor, language };
    const transfer = await this.offerTicket.execute(request, body);
    return done('The ticket is on its way. You can take it back until it’s accepted.', transfer);
  }

  @Delete(':transferId')
  @ApiOperation({ summary: 'Take back a ticket that nobody has accepted' })
  @ApiParam(BOOKING_ID)
  @ApiParam({
    name: 'transferId',
    description: "The transfer's id.",
    example: '7300000000000000031',
  })
  @Answers(TicketTransferDto, {
    description: 'What is passed on of the booking.',
    list: true,
    message: true,
  })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.AccountDisabled,
    ProblemCode.BookingNotFound,
    ProblemCode.TicketTransferNotFound,
    ProblemCode.TicketTransferRefused,
  )
  async takeBack(
    @IdParam('id') bookingId: string,
    @IdParam('transferId') transferId: string,
    @CurrentCaller() { onlyUser }: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<TicketTransferDto[]>> {
    const left = await this.takeBackTicket.execute(bookingId, transferId, onlyUser, actor);
    return done('The ticket is yours again.', left);
  }
}
