import {
  EmailDto,
  ProblemCode,
  RegisterDto,
  ResetPasswordDto,
  SecondFactorDto,
  SecondFactorNeededDto,
  SignInDto,
  SignInRequestDto,
  VerifiedEmailDto,
  VerifyEmailDto,
  type Envelope,
} from '@boxoffice/contracts';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../platform/access/access.js';
import { RequestDevice, type Device } from '../auth/sessions/device.js';
import { done, ok } from '../platform/http/envelope.js';
import { Answers, AnswersDone, Problems } from '../platform/http/openapi-answers.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { ResetPassword } from './passwords/reset-password.js';
import { Register } from './register/register.js';
import { VerifyEmail } from './register/verify-email.js';
import { AccountRequests } from './requests/account-requests.js';
import { Renew } from './sign-in/renew.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInAnswer } from './sign-in/sign-in-answer.js';

/** The same for every address, whether it has an account or not. */
const LOOK_INTO_YOUR_MAIL = 'Look into your mail: what to do next stands there.';

const MAIL_UNLESS_ENOUGH =
  'a mail is on its way, unless the address was sent enough of this kind lately: then the links sent before work on.';

/**
 * Gets people in, and out. None of these takes an `Idempotency-Key`: nobody is known yet whose key it
 * could be, and the answers are secrets. Sent twice, they do no harm.
 */
@ApiTags('Sign-in')
@Controller('auth')
@Access('anyone')
export class AuthController {
  constructor(
    private readonly register: Register,
    private readonly verifyEmail: VerifyEmail,
    private readonly requests: AccountRequests,
    private readonly signIn: SignIn,
    private readonly renew: Renew,
    private readonly resetPassword: ResetPassword,
    private readonly answer: SignInAnswer,
  ) {}

  @Post('register')
  @RateLimit('mail')
  @ApiOperation({
    summary: 'Ask for an account',
    description:
      'The answer is the same whether the address has an account or not; the mail differs.',
  })
  @AnswersDone({ status: 202, description: `Taken down: ${MAIL_UNLESS_ENOUGH}` })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async registerWith(@Body() body: RegisterDto): Promise<Envelope<null>> {
    await this.register.execute(body);
    return done(LOOK_INTO_YOUR_MAIL, null);
  }

  @Post('verify-email')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Complete a registration',
    description:
      'Takes the link of the mail and the password chosen at registration; the link alone does nothing. A wrong password leaves the link as it is.',
  })
  @Answers(VerifiedEmailDto, { description: 'The account is there.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.TokenInvalid,
    ProblemCode.WrongPassword,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async verify(@Body() body: VerifyEmailDto): Promise<Envelope<VerifiedEmailDto>> {
    return done('Your address is confirmed. Sign in now.', await this.verifyEmail.execute(body));
  }

  @Post('resend-verification')
  @RateLimit('mail')
  @ApiOperation({ summary: 'Ask for the link again that opens an account' })
  @AnswersDone({
    status: 202,
    description: `If somebody registered with it: ${MAIL_UNLESS_ENOUGH}`,
  })
  @Problems(ProblemCode.MalformedJson, ProblemCode.ValidationFailed, ProblemCode.TooManyRequests)
  async resend(@Body() { email }: EmailDto): Promise<Envelope<null>> {
    await this.requests.takeDown({ kind: 'resend_verification', email });
    return done(LOOK_INTO_YOUR_MAIL, null);
  }

  @Post('sign-in')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Sign in',
    description:
      'Gives an access token, and a cookie that renews it; or, where the account asks for one, what a second factor is to be sent with.',
  })
  @Answers(SignInDto, { description: 'Signed in, or asked for more.', or: SecondFactorNeededDto })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.InvalidCredentials,
    ProblemCode.AccountDisabled,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async signInWith(
    @Body() body: SignInRequestDto,
    @RequestDevice() device: Device,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<SignInDto | SecondFactorNeededDto>> {
    const result = await this.signIn.execute(body, device);
    if ('secondFactor' in result) return ok(result);
    return ok(await this.answer.give(result, request, reply));
  }

  @Post('sign-in/second-factor')
  @RateLimit('sign-in')
  @ApiOperation({ summary: 'Sign in with a second factor' })
  @Answers(SignInDto, { description: 'Signed in.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.InvalidCredentials,
    ProblemCode.AccountDisabled,
    ProblemCode.TokenInvalid,
    ProblemCode.WrongCode,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
  )
  async secondFactor(
    @Body() body: SecondFactorDto,
    @RequestDevice() device: Device,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<SignInDto>> {
    const result = await this.signIn.withSecondFactor(body, device);
    return ok(await this.answer.give(result, request, reply));
  }

  @Post('refresh')
  @ApiOperation({
    summary: 'Renew the access token',
    description: 'By the cookie, which is replaced. One that was used before ends the session.',
  })
  @Answers(SignInDto, { description: 'A new access token, and a new cookie.' })
  @Problems(ProblemCode.Unauthenticated, ProblemCode.Forbidden, ProblemCode.TooManyRequests)
  async refresh(
    @RequestDevice() device: Device,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<SignInDto>> {
    return ok(await this.renew.execute(device, request, reply));
  }

  @Post('sign-out')
  @ApiOperation({ summary: 'Sign out here' })
  @AnswersDone({ description: 'The session has ended, if there was one.' })
  @Problems(ProblemCode.Forbidden, ProblemCode.TooManyRequests)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<null>> {
    await this.answer.signOut(request, reply);
    return done('You are signed out.', null);
  }

  @Post('forgot-password')
  @RateLimit('mail')
  @ApiOperation({ summary: 'Ask for a link to set a new password' })
  @AnswersDone({ status: 202, description: `If it has an account: ${MAIL_UNLESS_ENOUGH}` })
  @Problems(ProblemCode.MalformedJson, ProblemCode.ValidationFailed, ProblemCode.TooManyRequests)
  async forgot(@Body() { email }: EmailDto): Promise<Envelope<null>> {
    await this.requests.takeDown({ kind: 'reset_password', email });
    return done(LOOK_INTO_YOUR_MAIL, null);
  }

  @Post('reset-password')
  @RateLimit('sign-in')
  @ApiOperation({ summary: 'Set a new password', description: 'All sessions end.' })
  @AnswersDone({ description: 'The new password holds.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.TokenInvalid,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async reset(@Body() body: ResetPasswordDto): Promise<Envelope<null>> {
    await this.resetPassword.execute(body);
    return done('Your password was changed. Sign in with it.', null);
  }
}
