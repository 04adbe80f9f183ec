import { AccountDataDto, EraseAccountDto, ProblemCode, type Envelope } from '@boxoffice/contracts';
import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { Answers, AnswersDone, Problems } from '../platform/http/openapi-answers.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { EraseAccount } from './erase-account.js';
import { ExportPersonalData } from './export-personal-data.js';

/** The rights of access and erasure. */
@ApiTags('Account')
@Controller('account')
@LiveSession()
export class PrivacyController {
  constructor(
    private readonly exportPersonalData: ExportPersonalData,
    private readonly eraseAccount: EraseAccount,
  ) {}

  @Get('data')
  @Access('buyer')
  @RateLimit('secret')
  @Header('content-disposition', 'attachment; filename="boxoffice-data.json"')
  @ApiOperation({
    summary: 'Export your personal data',
    description: 'One JSON document: account, sessions, bookings, emails and audit entries.',
  })
  @Answers(AccountDataDto, { description: 'Everything stored, without secrets.' })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.TooManyRequests)
  async data(@CurrentCaller() caller: Caller): Promise<Envelope<AccountDataDto>> {
    return ok(await this.exportPersonalData.execute(caller.ownId));
  }

  /** No `Idempotency-Key`: a repetition is signed out, and nothing is left to erase. */
  @Post('erase')
  @Access('customer')
  @RateLimit('secret')
  @ApiOperation({
    summary: 'Erase your account',
    description:
      'All sessions end, held tickets go back on sale, and name, address and second factor are removed. What was bought is kept without a name. It cannot be undone.',
  })
  @AnswersDone({ description: 'The account is erased.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.WrongPassword,
    ProblemCode.OwnAccount,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async erase(
    @Body() { password }: EraseAccountDto,
    @CurrentCaller() caller: Caller,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<null>> {
    await this.eraseAccount.execute(caller.ownId, password, actor);
    return done('Your account is erased. What you bought is kept without your name.', null);
  }
}
