import {
  GuestDto,
  GuestLinkDto,
  ProblemCode,
  SignInDto,
  type Envelope,
} from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../platform/access/access.js';
import { RequestDevice, type Device } from '../../auth/sessions/device.js';
import { ok } from '../../platform/http/envelope.js';
import { Answers, Problems } from '../../platform/http/openapi-answers.js';
import { RequestLanguage } from '../../platform/http/request-language.js';
import { RateLimit } from '../../platform/rate-limits/rate-limit.js';
import { SignInAnswer } from '../sign-in/sign-in-answer.js';
import { Guests } from './guests.js';

/** No `Idempotency-Key`: the answers are secrets, and a second guest does no harm. */
@ApiTags('Sign-in')
@Controller('auth')
@Access('anyone')
export class GuestsController {
  constructor(
    private readonly guests: Guests,
    private readonly answer: SignInAnswer,
  ) {}

  @Post('guest')
  @RateLimit('guest')
  @ApiOperation({
    summary: 'Buy without an account',
    description:
      'Confirmations go to the address, with a link back to the bookings. They move to an account once it confirms that address.',
  })
  @Answers(SignInDto, { description: 'Signed in as a guest.' })
  @Problems(ProblemCode.MalformedJson, ProblemCode.ValidationFailed, ProblemCode.TooManyRequests)
  async enter(
    @Body() body: GuestDto,
    @RequestDevice() device: Device,
    @RequestLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<SignInDto>> {
    const signedIn = await this.guests.enter(body, device, language);
    return ok(await this.answer.give(signedIn, request, reply));
  }

  @Post('guest-link')
  @RateLimit('sign-in')
  @ApiOperation({ summary: 'Open a guest’s bookings with the link from their email' })
  @Answers(SignInDto, { description: 'Signed in as that guest.' })
  @Problems(
    ProblemCode.MalformedJson,
    ProblemCode.TokenInvalid,
    ProblemCode.ValidationFailed,
    ProblemCode.TooManyRequests,
  )
  async enterByLink(
    @Body() { token }: GuestLinkDto,
    @RequestDevice() device: Device,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Envelope<SignInDto>> {
    const signedIn = await this.guests.enterByLink(token, device);
    return ok(await this.answer.give(signedIn, request, reply));
  }
}
