import { ProblemCode, TicketKeyDto, type Envelope } from '@boxoffice/contracts';
import { Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfOrganiser } from '../../organisers/organiser-param.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { CurrentActor, type Actor } from '../../platform/audit/actor.js';
import { done, ok } from '../../platform/http/envelope.js';
import { IdParam } from '../../platform/http/id-param.js';
import { Answers } from '../../platform/http/openapi-answers.js';
import { ChangeTicketKey } from './change-ticket-key.js';

@ApiTags('Admission')
@Access('customer')
@LiveSession()
@Controller('organisers/:organiserId/ticket-keys')
export class TicketKeysController {
  constructor(private readonly change: ChangeTicketKey) {}

  @Get()
  @ApiOperation({
    summary: 'List the keys that an organisation’s ticket codes are verified by',
    description: 'For its members. Empty until its first ticket is looked at.',
  })
  @OfOrganiser()
  @Answers(TicketKeyDto, { description: 'The newest, which signs, last.', list: true })
  async list(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<TicketKeyDto[]>> {
    return ok(await this.change.list(organiserId, caller));
  }

  @Post()
  @ApiOperation({
    summary: 'Sign an organisation’s ticket codes with a new key',
    description: 'For owners. Codes that older keys signed are as good as before.',
  })
  @OfOrganiser(ProblemCode.TicketKeysUsedUp)
  @Answers(TicketKeyDto, {
    status: 201,
    description: 'The new key signs from now on.',
    list: true,
    message: true,
  })
  async add(
    @IdParam('organiserId') organiserId: string,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<TicketKeyDto[]>> {
    const keys = await this.change.execute(organiserId, caller, actor);
    return done('A new key signs tickets from now on.', keys);
  }
}
