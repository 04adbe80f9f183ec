import {
  BillingDetailsDto,
  BookingPapersDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Get, Put, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { ChangeBilling } from './billing/change-billing.js';
import { AnswersPdf, AnswersXml, pdfAnswer, xmlAnswer } from '../platform/pdf/pdf-answer.js';
import { FindPapers } from './show/find-papers.js';

const BOOKING_ID = {
  name: 'id',
  description: "The booking's id.",
  example: '7300000000000000001',
};

/** Six texts of at most 200 characters, 12 bytes each where they are escaped. */
const BILLING_BODY_BYTES = 16 * 1024;

/** Receipts and invoices, for those who bought. */
@ApiTags('Invoices')
@Access('buyer')
@Controller('bookings/:id')
export class BookingPapersController {
  constructor(
    private readonly papers: FindPapers,
    private readonly changeBilling: ChangeBilling,
  ) {}

  @Get('papers')
  @ApiOperation({ summary: 'Get which receipt and invoices there are of a booking' })
  @ApiParam(BOOKING_ID)
  @Answers(BookingPapersDto, { description: 'What there is, and whom invoices are for.' })
  @Problems(ProblemCode.InvalidId, ProblemCode.Unauthenticated, ProblemCode.BookingNotFound)
  async list(
    @IdParam('id') id: string,
    @CurrentCaller() { onlyUser }: Caller,
  ): Promise<Envelope<BookingPapersDto>> {
    return ok(await this.papers.list(id, { onlyUser }));
  }

  @Get('receipt.pdf')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the receipt of a booking',
    description: 'As soon as it is paid for, in the buyer’s language.',
  })
  @ApiParam(BOOKING_ID)
  @AnswersPdf('The receipt.')
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.Busy,
  )
  async receipt(
    @IdParam('id') id: string,
    @CurrentCaller() { onlyUser }: Caller,
    @RequestLanguage() language: Language,
  ): Promise<StreamableFile> {
    return pdfAnswer(await this.papers.receipt(id, { onlyUser }, language));
  }

  @Get('invoice.pdf')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the invoice of a booking',
    description:
      'It is issued within seconds of the payment, or when it is asked for first. Where the billing details were changed, it is the last one.',
  })
  @ApiParam(BOOKING_ID)
  @AnswersPdf('The invoice.')
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.InvoiceDetailsMissing,
    ProblemCode.Busy,
  )
  async invoice(
    @IdParam('id') id: string,
    @CurrentCaller() { onlyUser }: Caller,
  ): Promise<StreamableFile> {
    return pdfAnswer(await this.papers.invoice(id, { onlyUser }));
  }

  @Get('papers/:paperId')
  @RateLimit('export')
  @ApiOperation({ summary: 'Download an invoice or a credit note of a booking' })
  @ApiParam(BOOKING_ID)
  @ApiParam({ name: 'paperId', description: 'Its id.', example: '7300000000000000021' })
  @AnswersPdf('The document.')
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.InvoiceNotFound,
    ProblemCode.Busy,
  )
  async document(
    @IdParam('id') id: string,
    @IdParam('paperId') paperId: string,
    @CurrentCaller() { onlyUser }: Caller,
  ): Promise<StreamableFile> {
    return pdfAnswer(await this.papers.document(id, { onlyUser }, paperId));
  }

  @Get('papers/:paperId/e-invoice.xml')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the e-invoice of an invoice or a credit note of a booking',
    description: 'EN 16931, as Cross Industry Invoice: the same data as in its PDF.',
  })
  @ApiParam(BOOKING_ID)
  @ApiParam({ name: 'paperId', description: 'Its id.', example: '7300000000000000021' })
  @AnswersXml('The e-invoice.')
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.InvoiceNotFound,
    ProblemCode.EInvoiceDetailsMissing,
    ProblemCode.Busy,
  )
  async eInvoice(
    @IdParam('id') id: string,
    @IdParam('paperId') paperId: string,
    @CurrentCaller() { onlyUser }: Caller,
  ): Promise<StreamableFile> {
    return xmlAnswer(await this.papers.eInvoice(id, { onlyUser }, paperId));
  }

  @Put('billing')
  @BodyLimit(BILLING_BODY_BYTES)
  @Access('buyer', 'body')
  @ApiOperation({
    summary: 'Say whom the invoice of a booking is for',
    description:
      'Where an invoice was issued already, a credit note cancels it, and another one follows at once.',
  })
  @ApiParam(BOOKING_ID)
  @Answers(BookingPapersDto, { description: 'It is saved.', message: true })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.BillingClosed,
    ProblemCode.ValidationFailed,
  )
  async bill(
    @IdParam('id') id: string,
    @Body() body: BillingDetailsDto,
    @CurrentCaller() { onlyUser }: Caller,
  ): Promise<Envelope<BookingPapersDto>> {
    await this.changeBilling.execute(id, onlyUser, body);
    return done('Saved.', await this.papers.list(id, { onlyUser }));
  }
}
