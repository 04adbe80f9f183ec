import { ProblemCode, TicketPdfQueryDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, type Caller } from '../platform/access/access.js';
import { IdParam } from '../platform/http/id-param.js';
import { Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { AnswersPdf, pdfAnswer } from '../platform/pdf/pdf-answer.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { PrintTickets } from './print-tickets.js';

@ApiTags('Admission')
@Controller('booking/:id/tickets.pdf')
export class TicketPapersController {
  constructor(private readonly print: PrintTickets) {}

  @Get()
  @Access('buyer')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the tickets of a booking',
    description:
      'One ticket a page, for A4 or for a phone’s screen. Where codes rotate, it says so instead of a code that would be refused at the door; those that were issued for paper have theirs.',
  })
  @ApiParam({ name: 'id', description: "The booking's id.", example: '7300000000000000001' })
  @AnswersPdf('The tickets, in the order of the booking.')
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.BookingNotFound,
    ProblemCode.BookingStateConflict,
    ProblemCode.ValidationFailed,
    ProblemCode.Busy,
  )
  async download(
    @IdParam('id') id: string,
    @Query() query: TicketPdfQueryDto,
    @CurrentCaller() { onlyUser }: Caller,
    @RequestLanguage() language: Language,
  ): Promise<StreamableFile> {
    const asked = { size: query.size ?? 'a4', language: query.language ?? language };
    return pdfAnswer(await this.print.execute(id, onlyUser, asked));
  }
}
