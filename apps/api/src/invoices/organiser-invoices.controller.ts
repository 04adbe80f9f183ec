import {
  InvoiceSettingsDto,
  ListInvoicesQueryDto,
  OrganiserInvoiceSettingsDto,
  OrganiserInvoicesDto,
  ProblemCode,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Put, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfOrganiser } from '../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import { Answers } from '../platform/http/openapi-answers.js';
import { BodyLimit } from '../platform/http/request-size/body-limit.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { AnswersPdf, AnswersXml, pdfAnswer, xmlAnswer } from '../platform/pdf/pdf-answer.js';
import { InvoiceSettings } from './settings/invoice-settings.js';
import { FindPapers } from './show/find-papers.js';
import { ListInvoices } from './show/list-invoices.js';

/** Texts of 1,500 characters, 12 bytes each where they are escaped. */
const SETTINGS_BODY_BYTES = 24 * 1024;

/** The invoices of an organisation. */
@ApiTags('Invoices')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId')
export class OrganiserInvoicesController {
  constructor(
    private readonly listInvoices: ListInvoices,
    private readonly papers: FindPapers,
    private readonly settings: InvoiceSettings,
  ) {}

  @Get('invoices')
  @ApiOperation({
    summary: 'List the invoices and credit notes of an organisation',
    description: 'For owners and managers, the newest first.',
  })
  @OfOrganiser(ProblemCode.ValidationFailed)
  @Answers(OrganiserInvoicesDto, { description: 'A page of them.' })
  async list(
    @IdParam('organiserId') organiserId: string,
    @Query() query: ListInvoicesQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserInvoicesDto>> {
    return ok(await this.listInvoices.execute(organiserId, query, caller));
  }

  @Get('invoices/:invoiceId')
  @RateLimit('export')
  @ApiOperation({ summary: 'Download an invoice or a credit note of an organisation' })
  @OfOrganiser(ProblemCode.InvoiceNotFound, ProblemCode.Busy)
  @ApiParam({ name: 'invoiceId', description: 'Its id.', example: '7300000000000000021' })
  @AnswersPdf('The document.')
  async document(
    @IdParam('organiserId') organiserId: string,
    @IdParam('invoiceId') invoiceId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return pdfAnswer(await this.papers.documentForOrganiser(caller, organiserId, invoiceId));
  }

  @Get('invoices/:invoiceId/e-invoice.xml')
  @RateLimit('export')
  @ApiOperation({
    summary: 'Download the e-invoice of an invoice or a credit note of an organisation',
    description:
      'EN 16931, as Cross Industry Invoice: the same data as in its PDF. The problem says what is missing where it is none.',
  })
  @OfOrganiser(ProblemCode.InvoiceNotFound, ProblemCode.EInvoiceDetailsMissing, ProblemCode.Busy)
  @ApiParam({ name: 'invoiceId', description: 'Its id.', example: '7300000000000000021' })
  @AnswersXml('The e-invoice.')
  async eInvoice(
    @IdParam('organiserId') organiserId: string,
    @IdParam('invoiceId') invoiceId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    return xmlAnswer(await this.papers.eInvoiceForOrganiser(caller, organiserId, invoiceId));
  }

  @Get('invoice-settings')
  @ApiOperation({
    summary: 'Get what the invoices of an organisation say of it',
    description: 'For owners and managers.',
  })
  @OfOrganiser()
  @Answers(OrganiserInvoiceSettingsDto, { description: 'The settings, and the next number.' })
  async show(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<OrganiserInvoiceSettingsDto>> {
    return ok(await this.settings.show(organiserId, caller));
  }

  @Put('invoice-settings')
  @BodyLimit(SETTINGS_BODY_BYTES)
  @ApiOperation({
    summary: 'Say what the invoices of an organisation say of it',
    description:
      'For owners. From then on, invoices are issued for what is paid; those of older bookings when somebody asks for them. Issued documents don’t change.',
  })
  @OfOrganiser()
  @Answers(OrganiserInvoiceSettingsDto, { description: 'It is saved.', message: true })
  async change(
    @IdParam('organiserId') organiserId: string,
    @Body() body: InvoiceSettingsDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<OrganiserInvoiceSettingsDto>> {
    return done('Saved.', await this.settings.change(organiserId, body, caller, actor));
  }
}
