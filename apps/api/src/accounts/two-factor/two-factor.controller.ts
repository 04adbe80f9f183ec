import {
  DisableTwoFactorDto,
  EnableTwoFactorDto,
  PasswordDto,
  ProblemCode,
  RecoveryCodesDto,
  TwoFactorSecretDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, CurrentCaller, LiveSession, type Caller } from '../../platform/access/access.js';
import { done, ok } from '../../platform/http/envelope.js';
import { Answers, AnswersDone, Problems } from '../../platform/http/openapi-answers.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { TwoFactor } from './two-factor.js';

const REFUSALS = [
  ProblemCode.MalformedJson,
  ProblemCode.Unauthenticated,
  ProblemCode.Forbidden,
  ProblemCode.ValidationFailed,
  ProblemCode.TooManyRequests,
  ProblemCode.Busy,
];

/** No `Idempotency-Key`: the answers are secrets and must not be stored. */
@ApiTags('Account')
@Controller('account/two-factor')
@Access('customer')
@LiveSession()
@RateLimit('secret')
export class TwoFactorController {
  constructor(private readonly twoFactor: TwoFactor) {}

  @Post('begin')
  @ApiOperation({
    summary: 'Start setting up two-step sign-in',
    description: 'It takes effect once a code from the authenticator is confirmed.',
  })
  @Answers(TwoFactorSecretDto, { description: 'The secret for an authenticator app.' })
  @Problems(...REFUSALS, ProblemCode.WrongPassword, ProblemCode.TwoFactorEnabled)
  async begin(
    @Body() { password }: PasswordDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<TwoFactorSecretDto>> {
    return ok(await this.twoFactor.begin(caller.ownId, password));
  }

  @Post('enable')
  @ApiOperation({
    summary: 'Turn on two-step sign-in',
    description: 'All other sessions end.',
  })
  @Answers(RecoveryCodesDto, { description: 'The recovery codes, shown only once.' })
  @Problems(
    ...REFUSALS,
    ProblemCode.WrongCode,
    ProblemCode.TwoFactorEnabled,
    ProblemCode.TwoFactorNotEnabled,
  )
  async enable(
    @Body() { code }: EnableTwoFactorDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<RecoveryCodesDto>> {
    return ok(await this.twoFactor.enable(caller.ownId, caller.sessionId, code));
  }

  @Post('disable')
  @ApiOperation({ summary: 'Turn off two-step sign-in' })
  @AnswersDone({ description: 'Two-step sign-in is off.' })
  @Problems(
    ...REFUSALS,
    ProblemCode.WrongPassword,
    ProblemCode.WrongCode,
    ProblemCode.TwoFactorNotEnabled,
  )
  async disable(
    @Body() body: DisableTwoFactorDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<null>> {
    await this.twoFactor.disable(caller.ownId, body);
    return done('Two-step sign-in is off.', null);
  }

  @Post('recovery-codes')
  @ApiOperation({ summary: 'Get new recovery codes', description: 'Older codes stop working.' })
  @Answers(RecoveryCodesDto, { description: 'The recovery codes, shown only once.' })
  @Problems(...REFUSALS, ProblemCode.WrongPassword, ProblemCode.TwoFactorNotEnabled)
  async recoveryCodes(
    @Body() { password }: PasswordDto,
    @CurrentCaller() caller: Caller,
  ): Promise<Envelope<RecoveryCodesDto>> {
    return ok(await this.twoFactor.renewRecoveryCodes(caller.ownId, password));
  }
}
