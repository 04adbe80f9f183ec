import type { SignInDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfSecret } from '../../auth/sessions/secrets.js';
import { Sessions } from '../../auth/sessions/sessions.js';
import type { SignedIn } from './begin-session.js';
import { RefreshCookie } from './refresh-cookie.js';

/** Gives browsers the cookie of their session, and takes it away. */
@Injectable()
export class SignInAnswer {
  constructor(
    private readonly cookie: RefreshCookie,
    private readonly sessions: Sessions,
  ) {}

  /** Whoever signs in again where they are signed in leaves no session behind. */
  async give(
    { answer, session }: SignedIn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignInDto> {
    await this.end(request, 'replaced');
    this.cookie.write(reply, session);
    return answer;
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.end(request, 'signed_out');
    this.cookie.remove(reply);
  }

  private async end(request: FastifyRequest, reason: 'replaced' | 'signed_out'): Promise<void> {
    const token = this.cookie.read(request);
    if (token !== undefined) await this.sessions.endByToken(hashOfSecret(token), reason);
  }
}
