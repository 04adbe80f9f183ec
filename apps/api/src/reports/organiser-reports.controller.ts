import {
  ExportInvoicesDto,
  ExportLedgerDto,
  ExportLinkDto,
  ExportTakingsDto,
  LedgerDto,
  LedgerQueryDto,
  OrganiserTakingsDto,
  OrganiserTakingsQueryDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers, Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { CreateExportLink } from './exports/link/create-export-link.js';
import { ShowLedger } from './figures/show-ledger.js';
import { ShowOrganiserTakings } from './figures/show-organiser-takings.js';
import { ORGANISER_ID } from './report-params.js';

@ApiTags('Reports')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId')
export class OrganiserReportsController {
  constructor(
    private readonly showTakings: ShowOrganiserTakings,
    private readonly showLedger: ShowLedger,
    private readonly createLink: CreateExportLink,
  ) {}

  @Get('takings')
  @ApiOperation({
    summary: 'Show what the events of an organisation have taken',
    description:
      'For owners and managers: sums by currency, and by event; with `from` and `to`, of what was sold on these days.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(OrganiserTakingsDto, { description: 'The takings.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.ValidationFailed)
  async takings(
    @IdParam('organiserId') organiserId: string,
    @Query() query: OrganiserTakingsQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserTakingsDto>> {
    return ok(await this.showTakings.execute(organiserId, query, caller));
  }

  @Post('takings/exports')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Export what the events of an organisation have taken',
    description:
      'For owners and managers: a row per event, with the sums that `GET takings` answers for the same days. Answers a link that downloads the file: once, within a minute.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(ExportLinkDto, { status: 201, description: 'The link.', message: true })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.ValidationFailed, ProblemCode.Busy)
  async exportTakings(
    @IdParam('organiserId') organiserId: string,
    @Body() body: ExportTakingsDto,
    @RequestLanguage() language: Language,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ExportLinkDto>> {
    const link = await this.createLink.ofTakings(organiserId, body, language, caller);
    return done('The export is ready to be downloaded.', link);
  }

  @Get('ledger')
  @ApiOperation({
    summary: 'Show the ledger of an organisation',
    description:
      'For owners and managers: the balances of its accounts, of all events or one, and the transfers with their entries, the newest first. With `from` and `to`, what was posted on these days by the clock of each event, as takings count it.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(LedgerDto, { description: 'The ledger.' })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.EventNotFound, ProblemCode.ValidationFailed)
  async ledger(
    @IdParam('organiserId') organiserId: string,
    @Query() query: LedgerQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<LedgerDto>> {
    return ok(await this.showLedger.execute(organiserId, query, caller));
  }

  @Post('ledger/exports')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Export the ledger of an organisation',
    description:
      'For owners and managers: a row per entry of the transfers that `GET ledger` answers for the same event, kind and days. Answers a link that downloads the file: once, within a minute.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(ExportLinkDto, { status: 201, description: 'The link.', message: true })
  @Problems(
    ProblemCode.OrganiserNotFound,
    ProblemCode.EventNotFound,
    ProblemCode.ValidationFailed,
    ProblemCode.Busy,
  )
  async exportLedger(
    @IdParam('organiserId') organiserId: string,
    @Body() body: ExportLedgerDto,
    @RequestLanguage() language: Language,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ExportLinkDto>> {
    const link = await this.createLink.ofLedger(organiserId, body, language, caller);
    return done('The export is ready to be downloaded.', link);
  }

  @Post('invoices/exports')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Export the invoices and credit notes of a year',
    description:
      'For owners and managers. Answers a link that downloads the file: once, within a minute. A row per document and rate of tax; credit notes are negative.',
  })
  @ApiParam(ORGANISER_ID)
  @Answers(ExportLinkDto, { status: 201, description: 'The link.', message: true })
  @Problems(ProblemCode.OrganiserNotFound, ProblemCode.ValidationFailed, ProblemCode.Busy)
  async exportInvoices(
    @IdParam('organiserId') organiserId: string,
    @Body() body: ExportInvoicesDto,
    @RequestLanguage() language: Language,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<ExportLinkDto>> {
    const link = await this.createLink.ofInvoices(organiserId, body, language, caller);
    return done('The export is ready to be downloaded.', link);
  }
}
