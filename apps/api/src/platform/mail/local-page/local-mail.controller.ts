import { ProblemCode, type Envelope } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access } from '../../access/access.js';
import { ok } from '../../http/envelope.js';
import { IdParam } from '../../http/id-param.js';
import { RequestLanguage } from '../../http/request-language.js';
import { DomainError } from '../../problems/domain-error.js';
import { KeptMails, type KeptMail } from './kept-mails.js';
import { FRAME_POLICY, listPage, mailPage, PAGE_POLICY } from './pages.js';
import { ThisMachineGuard } from './this-machine.guard.js';

const HTML = 'text/html; charset=utf-8';

/**
 * Shows the developer the mails that were kept instead of sent. Whoever reads them can open any
 * account, so the routes exist on a loopback address only, and never in production.
 */
@ApiExcludeController()
@Controller('dev/mail')
@Access('anyone')
@UseGuards(ThisMachineGuard)
export class LocalMailController {
  constructor(private readonly mails: KeptMails) {}

  @Get()
  @Header('content-type', HTML)
  @Header('content-security-policy', PAGE_POLICY)
  async list(@RequestLanguage() language: Language): Promise<string> {
    return listPage(await this.mails.list(), language);
  }

  /** The same for programs: the tests read their mails here. */
  @Get('messages')
  async messages(@Query('to') to?: string): Promise<Envelope<KeptMail[]>> {
    return ok(await this.mails.list(typeof to === 'string' ? to : undefined));
  }

  @Get(':id')
  @Header('content-type', HTML)
  @Header('content-security-policy', PAGE_POLICY)
  async show(@IdParam('id') id: string, @RequestLanguage() language: Language): Promise<string> {
    return mailPage(await this.find(id), language);
  }

  @Get(':id/html')
  @Header('content-type', HTML)
  @Header('content-security-policy', FRAME_POLICY)
  @Header('x-frame-options', 'SAMEORIGIN')
  async html(@IdParam('id') id: string): Promise<string> {
    return (await this.find(id)).html;
  }

  private async find(id: string): Promise<KeptMail> {
    const mail = await this.mails.find(id);
    if (!mail) throw new DomainError(ProblemCode.RouteNotFound, 'There is no such mail.');
    return mail;
  }
}
