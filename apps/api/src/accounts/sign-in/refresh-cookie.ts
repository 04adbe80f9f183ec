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
 * The cookie that renews a session. No script reads it, no other site sends it along, and where there
 * is TLS it goes over nothing else; its name then has the prefix by which browsers hold us to that.
 */
@Injectable()
export class RefreshCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(private readonly settings: Settings) {
    // A developer's machine speaks plain HTTP to itself.
    this.secure = !settings.isPrivate;
    this.name = this.secure ? '__Secure-boxoffice_refresh' : 'boxoffice_refresh';
  }

  /**
   * The refresh token that a request brings; undefined where it brings none.
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

  /** Has the browser forget it. */
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
   * Browsers say which page sends a request that changes something. Beside `SameSite`, which some
   * ignore, and which takes the other names below our own domain for our site.
   */
  private isOwnPage(request: FastifyRequest): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    return (
      new URL(origin).host === request.host ||
      origin === new URL(this.settings.PUBLIC_URL).origin ||
      this.settings.CORS_ORIGINS.includes(origin) ||
      // The development server of the web application, on another port.
      (isOriginOfThisMachine(origin) && isFromThisMachine(request))
    );
  }
}
