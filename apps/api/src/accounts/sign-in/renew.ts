import { ProblemCode, type SignInDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Device } from '../../auth/sessions/device.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { BeginSession } from './begin-session.js';
import { RefreshCookie } from './refresh-cookie.js';

/** Renews a session by its cookie. */
@Injectable()
export class Renew {
  constructor(
    private readonly dataSource: DataSource,
    private readonly beginSession: BeginSession,
    private readonly cookie: RefreshCookie,
  ) {}

  /** @throws DomainError UNAUTHENTICATED, and the cookie is taken away; FORBIDDEN */
  async execute(device: Device, request: FastifyRequest, reply: FastifyReply): Promise<SignInDto> {
    const token = this.cookie.read(request);
    if (token === undefined) throw unauthenticated();
    const renewed = await this.beginSession.renew(this.dataSource.manager, token, device);
    if (!renewed) {
      this.cookie.remove(reply);
      throw unauthenticated();
    }
    this.cookie.write(reply, renewed.session);
    return renewed.answer;
  }
}

function unauthenticated(): DomainError {
  return new DomainError(ProblemCode.Unauthenticated, 'You are not signed in (any more).');
}
