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
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../platform/access/access.js';
import { RequestDevice, type Device } from '../auth/sessions/device.js';
import { CurrentActor, type Actor } from '../platform/audit/actor.js';
import { done, ok } from '../platform/http/envelope.js';
import { Answers, AnswersDone, Problems } from '../platform/http/openapi-answers.js';
import { RequestLanguage } from '../platform/http/request-language.js';
import { RateLimit } from '../platform/rate-limits/rate-limit.js';
import { ResetPassword } from './passwords/reset-password.js';
import { Register } from './register/register.js';
import { VerifyEmail } from './register/verify-email.js';
import { AccountRequests } from './requests/account-requests.js';
import { Renew } from './sign-in/renew.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInAnswer } from './sign-in/sign-in-answer.js';

/** The same whether the address has an account or not. */
const CHECK_YOUR_EMAIL = 'Check your email for what to do next.';

const MAIL_UNLESS_ENOUGH =
  'we send an email, unless the address has been sent several of this kind recently; links sent earlier still work.';

/**
 * Registration, sign-in and sign-out. No `Idempotency-Key`: there is no known caller to own it, the answers
 * are secrets, and repeating does no harm.
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
    summary: 'Register',
    description:
      'The answer is the same whether the address has an account or not; only the email differs.',
  })
  @AnswersDone({ status: 202, description: `Accepted: ${MAIL_UNLESS_ENOUGH}` })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async registerWith(
    @Body() body: RegisterDto,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<null>> {
    await this.register.execute(body, language);
    return done(CHECK_YOUR_EMAIL, null);
  }

  @Post('verify-email')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Complete a registration',
    description:
      'Takes the link from the email and the password chosen at registration; the link alone does nothing. After a wrong password, the link still works.',
  })
  @Answers(VerifiedEmailDto, { description: 'The account was created.', message: true })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.ValidationFailed,
    ProblemCode.TokenInvalid,
    ProblemCode.WrongPassword,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async verify(
    @Body() body: VerifyEmailDto,
    @CurrentActor() actor: Actor,
  ): Promise<Envelope<VerifiedEmailDto>> {
    return done(
      'Your email address is confirmed. You can sign in now.',
      await this.verifyEmail.execute(body, actor),
    );
  }

  @Post('resend-verification')
  @RateLimit('mail')
  @ApiOperation({ summary: 'Resend the link that confirms an address' })
  @AnswersDone({
    status: 202,
    description: `If someone registered with the address: ${MAIL_UNLESS_ENOUGH}`,
  })
  @Problems(ProblemCode.MalformedJson, ProblemCode.ValidationFailed, ProblemCode.TooManyRequests)
  async resend(
    @Body() { email }: EmailDto,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<null>> {
    await this.requests.takeDown({ kind: 'resend_verification', email, language });
    return done(CHECK_YOUR_EMAIL, null);
  }

  @Post('sign-in')
  @RateLimit('sign-in')
  @ApiOperation({
    summary: 'Sign in',
    description:
      'Returns an access token and sets a cookie that renews it; with two-step sign-in, returns a token to send the code with instead.',
  })
  @Answers(SignInDto, { description: 'Signed in, or a code is needed.', or: SecondFactorNeededDto })
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
  @ApiOperation({ summary: 'Complete a two-step sign-in' })
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
    summary: 'Refresh the access token',
    description:
      'Takes the cookie and replaces it. A cookie that was used before ends the session.',
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
  @ApiOperation({ summary: 'Sign out' })
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
  @ApiOperation({ summary: 'Request a password reset' })
  @AnswersDone({ status: 202, description: `If the address has an account: ${MAIL_UNLESS_ENOUGH}` })
  @Problems(ProblemCode.MalformedJson, ProblemCode.ValidationFailed, ProblemCode.TooManyRequests)
  async forgot(
    @Body() { email }: EmailDto,
    @RequestLanguage() language: Language,
  ): Promise<Envelope<null>> {
    await this.requests.takeDown({ kind: 'reset_password', email, language });
    return done(CHECK_YOUR_EMAIL, null);
  }

  @Post('reset-password')
  @RateLimit('sign-in')
  @ApiOperation({ summary: 'Set a new password', description: 'All sessions end.' })
  @AnswersDone({ description: 'The password was changed.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.TokenInvalid,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
    ProblemCode.Busy,
  )
  async reset(@Body() body: ResetPasswordDto): Promise<Envelope<null>> {
    await this.resetPassword.execute(body);
    return done('Your password was changed. Sign in with the new one.', null);
  }
}
