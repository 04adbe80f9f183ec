import {
  ProblemCode,
  ReplaceTicketCodeDto,
  TicketCodeDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { ReplaceCode } from '../replace/replace-code.js';
import { ShowCodes } from './show-codes.js';

const BOOKING_ID = {
  name: 'bookingId',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Codes of tickets of an organisation's event, for its box office. */
@ApiTags('Admission')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/bookings/:bookingId/ticket-codes')
export class OrganiserTicketCodesController {
  constructor(
    private readonly show: ShowCodes,
    private readonly replaceCode: ReplaceCode,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Get the codes of the tickets of a booking of one’s event' })
  @ApiParam(BOOKING_ID)
  @OfEvent(ProblemCode.BookingNotFound)
  @Answers(TicketCodeDto, { description: 'In the order of the booking.', list: true })
  async find(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<TicketCodeDto[]>> {
    return ok(await this.show.toOrganiser(caller, { organiserId, eventId }, bookingId));
  }

  @Post(':ticketId/replace')
  @ApiOperation({
    summary: 'Replace the code of a ticket',
    description:
      'For owners, managers and the box office: when it was lost, or others have seen it. The old code admits nobody from now on.',
  })
  @ApiParam(BOOKING_ID)
  @ApiParam({ name: 'ticketId', description: "The ticket's id.", example: '1' })
  @OfEvent(ProblemCode.ValidationFailed, ProblemCode.BookingNotFound, ProblemCode.TicketNotFound)
  @Answers(TicketCodeDto, {
    description: 'The codes of the booking, with the new one.',
    list: true,
    message: true,
  })
  async replace(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @IdParam('ticketId') ticketId: string,
    @Body() body: ReplaceTicketCodeDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<TicketCodeDto[]>> {
    const request = { organiserId, eventId, bookingId, ticketId, caller, actor };
    const codes = await this.replaceCode.execute(request, body);
    return done('The ticket has a new code. The old one is void.', codes);
  }
}
