import {
  AccountDto,
  ChangeLanguageDto,
  ChangeNameDto,
  ChangePasswordDto,
  ProblemCode,
  SessionDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../platform/access/access.js';
import { done, ok } from '../platform/http/envelope.js';
import { IdParam } from '../platform/http/id-param.js';
import {
  Answers,
  AnswersDone,
  ApiIdempotencyKey,
  Problems,
} from '../platform/http/openapi-answers.js';
import { Keyed, type IdempotencyContext } from '../platform/idempotency/idempotency-context.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { OwnAccount } from './own-account.js';
import { ChangePassword } from './passwords/change-password.js';

/** The caller's own account: the token alone says whose it is. */
@ApiTags('Account')
@Controller('account')
@Access('customer')
@LiveSession()
export class AccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly changePassword: ChangePassword,
  ) {}

  @Get()
  @Access('buyer')
  @ApiOperation({ summary: 'Get the current account' })
  @Answers(AccountDto, { description: 'The account or guest.' })
  @Problems(ProblemCode.Unauthenticated)
  async show(@CurrentCaller() caller: Caller): Promise<Envelope<AccountDto>> {
    return ok(await this.account.show(caller.ownId));
  }

  @Post('name')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Change the name' })
  @Answers(AccountDto, { description: 'The name was changed.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
  )
  async changeName(
    @Body() { name }: ChangeNameDto,
    @CurrentCaller() caller: Caller,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AccountDto>> {
    return done('Your name was changed.', await this.account.changeName(caller.ownId, name, keyed));
  }

  @Post('language')
  @Access('buyer')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Choose the language of pages and emails' })
  @Answers(AccountDto, { description: 'The language was changed; a guest’s, too.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.ValidationFailed,
    ProblemCode.IdempotencyKeyReused,
  )
  async changeLanguage(
    @Body() { language }: ChangeLanguageDto,
    @CurrentCaller() caller: Caller,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<AccountDto>> {
    const account = await this.account.changeLanguage(caller.ownId, language, keyed);
    return done('Your language was changed.', account);
  }

  @Post('password')
  @RateLimit('secret')
  @ApiOperation({ summary: 'Change the password', description: 'All other sessions end.' })
  @AnswersDone({ description: 'The password was changed.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.WrongPassword,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async password(
    @Body() body: ChangePasswordDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<null>> {
    await this.changePassword.execute(caller.ownId, caller.sessionId, body);
    return done('Your password was changed, and all other sessions have ended.', null);
  }

  @Get('sessions')
  @ApiOperation({ summary: 'List your sessions' })
  @Answers(SessionDto, { description: 'The sessions, most recently used first.', list: true })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden)
  async sessions(@CurrentCaller() caller: Caller): Promise<Envelope<SessionDto[]>> {
    return ok(await this.account.sessions(caller.ownId, caller.sessionId));
  }

  @Post('sessions/:id/end')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'End a session' })
  @ApiParam({ name: 'id', description: "The session's id.", example: '7300000000000000001' })
  @AnswersDone({ description: 'The session has ended.' })
  @Problems(
    ProblemCode.InvalidId,
    ProblemCode.Unauthenticated,
    ProblemCode.Forbidden,
    ProblemCode.SessionNotFound,
    ProblemCode.IdempotencyKeyReused,
  )
  async endSession(
    @IdParam('id') id: string,
    @CurrentCaller() caller: Caller,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<null>> {
    await this.account.endSession(caller.ownId, id, keyed);
    return done('The session has ended.', null);
  }

  @Post('sign-out-everywhere')
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Sign out everywhere' })
  @AnswersDone({ description: 'All sessions have ended.' })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.IdempotencyKeyReused)
  async signOutEverywhere(
    @CurrentCaller() caller: Caller,
    @Keyed() keyed?: IdempotencyContext,
  ): Promise<Envelope<null>> {
    await this.account.endAllSessions(caller.ownId, keyed);
    return done('You are signed out everywhere.', null);
  }
}
