import { ProblemCode } from '@boxoffice/contracts';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isFromThisMachine } from '../../access/this-machine.js';
import { DomainError } from '../../problems/domain-error.js';

/** Lets requests of this machine in; for all others there is nothing here. */
@Injectable()
export class ThisMachineGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (isFromThisMachine(context.switchToHttp().getRequest<FastifyRequest>())) return true;
    throw new DomainError(ProblemCode.RouteNotFound, 'There is nothing at this address.');
  }
}
