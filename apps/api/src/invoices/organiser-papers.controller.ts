import { BookingPapersDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfEvent } from '../events/event-params.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { AnswersPdf, pdfAnswer } from '../platform/pdf/pdf-answer.js';
import { FindPapers } from './show/find-papers.js';

const BOOKING_ID = {
  name: 'bookingId',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Invoices of the bookings of one's events, for those who sell. */
@ApiTags('Invoices')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId/bookings/:bookingId')
export class OrganiserPapersController {
  constructor(private readonly papers: FindPapers) {}

  @Get('papers')
  @ApiOperation({ summary: 'Get which invoices there are of a booking of one’s event' })
  @ApiParam(BOOKING_ID)
  @Answers(BookingPapersDto, { description: 'What there is, and whom invoices are for.' })
  @OfEvent(ProblemCode.BookingNotFound)
  async list(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<BookingPapersDto>> {
    return ok(await this.papers.listForOrganiser(caller, { organiserId, eventId }, bookingId));
  }

  @Get('receipt.pdf')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the receipt of a booking of one’s event',
    description:
      'For owners, managers and the box office, in the buyer’s language, or else in the organisation’s.',
  })
  @ApiParam(BOOKING_ID)
  @AnswersPdf('The receipt.')
  @OfEvent(ProblemCode.BookingNotFound, ProblemCode.BookingStateConflict, ProblemCode.Busy)
  async receipt(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const address = { organiserId, eventId };
    return pdfAnswer(await this.papers.receiptForOrganiser(caller, address, bookingId));
  }

  @Get('invoice.pdf')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the invoice of a booking of one’s event',
    description: 'For owners, managers and the box office. It is issued if it wasn’t yet.',
  })
  @ApiParam(BOOKING_ID)
  @AnswersPdf('The invoice.')
  @OfEvent(
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.InvoiceDetailsMissing,
    ProblemCode.Busy,
  )
  async invoice(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @IdParam('bookingId') bookingId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const address = { organiserId, eventId };
    return pdfAnswer(await this.papers.invoiceForOrganiser(caller, address, bookingId));
  }
}
