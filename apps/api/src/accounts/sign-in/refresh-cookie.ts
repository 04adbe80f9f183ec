import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromThisMachine, isOriginOfThisMachine } from '../../platform/access/this-machine.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { BegunSession } from '../../auth/sessions/sessions.js';

/** Only the routes that renew and end sessions get the cookie; everything else never sees it. */
const PATH = '/api/v1/auth';

/**
 * The cookie that renews a session: HttpOnly, SameSite, and Secure where there is TLS; its name then has the
 * prefix that makes browsers enforce that.
 */
@Injectable()
export class RefreshCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(private readonly settings: Settings) {
    // A developer's machine has no TLS.
    this.secure = !settings.isPrivate;
    this.name = this.secure ? '__Secure-boxoffice_refresh' : 'boxoffice_refresh';
  }

  /**
   * The request's refresh token, if any.
   *
   * @throws DomainError FORBIDDEN where a page of another site sent the request
   */
  read(request: FastifyRequest): string | undefined {
    if (!this.isOwnPage(request)) {
      throw new DomainError(ProblemCode.Forbidden, 'Pages of other sites may not do this.');
    }
    const { cookie } = request.headers;
    const token = cookie === undefined ? undefined : request.server.parseCookie(cookie)[this.name];
    return token === '' ? undefined : token;
  }

  write(reply: FastifyReply, { refreshToken, expiresAt }: BegunSession): void {
    this.set(reply, refreshToken, expiresAt);
  }

  /** Clears it. */
  remove(reply: FastifyReply): void {
    this.set(reply, '', new Date(0));
  }

  private set(reply: FastifyReply, value: string, expires: Date): void {
    const { name, secure } = this;
    const cookie = reply.server.serializeCookie(name, value, {
      path: PATH,
      httpOnly: true,
      sameSite: 'strict',
      secure,
      expires,
    });
    void reply.header('set-cookie', cookie);
  }

  /**
   * Checks `Origin`, in addition to `SameSite`, which some browsers ignore and which treats other hosts of
   * our domain as the same site.
   */
  private isOwnPage(request: FastifyRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    return (
      new URL(origin).host === request.host ||
      origin === new URL(this.settings.PUBLIC_URL).origin ||
      this.settings.CORS_ORIGINS.includes(origin) ||
      // The web application's development server.
      (isOriginOfThisMachine(origin) && isFromThisMachine(request))
    );
  }
}
