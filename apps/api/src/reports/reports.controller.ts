import {
  CreateExportDto,
  EventFiguresDto,
  ExportLinkDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { CreateExportLink } from './exports/link/create-export-link.js';
import { ShowEventFigures } from './figures/show-event-figures.js';
import { EVENT_ID, ORGANISER_ID } from './report-params.js';

@ApiTags('Reports')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/events/:eventId')
export class ReportsController {
  constructor(
    private readonly showFigures: ShowEventFigures,
    private readonly createLink: CreateExportLink,
  ) {}

  @Get('figures')
  @ApiOperation({
    summary: 'Show how the sale of an event stands',
    description:
      'All figures are of one moment. The box office sees counts; owners and managers see takings too.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(EventFiguresDto, { description: 'The figures.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.EventNotFound)
  async figures(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<EventFiguresDto>> {
    return ok(await this.showFigures.execute(organiserId, eventId, caller));
  }

  @Post('exports')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Export bookings, tickets or takings of an event',
    description:
      'Answers a link that downloads the file: once, within a minute. Tickets are for the box office too, the rest for owners and managers. In German, a CSV file has semicolons between columns, decimal commas, and dates such as 01.12.2026.',
  })
  @ApiParam(ORGANISER_ID)
  @ApiParam(EVENT_ID)
  @Answers(ExportLinkDto, { status: 201, description: 'The link.', message: true })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.EventNotFound, ProblemCode.Busy)
  async createExport(
    @IdParam('organiserId') organiserId: string,
    @IdParam('eventId') eventId: string,
    @Body() body: CreateExportDto,
    @RequestLanguage() language: Language,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ExportLinkDto>> {
    const link = await this.createLink.execute({ organiserId, eventId }, body, language, caller);
    return done('The export is ready to be downloaded.', link);
  }
}
