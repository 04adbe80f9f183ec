import { Readable } from 'node:stream';
import { Injectable, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { validationFailed } from '../validation/validation-failed.js';
import { bodyDtosOf } from './body-dtos.js';
import { excessOf, listLimitsOf, type ListLimits } from './excess.js';

const NO_LISTS: ListLimits = new Map();

/**
 * Refuses a request that has more in it than any valid one, before anything looks at what it is. It runs
 * after the rate limits, so that what is refused here is counted too.
 */
@Injectable()
export class RequestSizeGuard implements CanActivate {
  /** Read once for each route: their number is that of the source. */
  private readonly limits = new Map<object, ListLimits>();

  canActivate(context: ExecutionContext): true {
    const { body, query } = context.switchToHttp().getRequest<FastifyRequest>();
    // A file isn't read yet; what reads it counts its bytes.
    const sent = body instanceof Readable ? undefined : body;
    const excess = excessOf(sent, this.limitsOf(context)) ?? excessOf(query, NO_LISTS);
    if (excess) throw validationFailed([excess]);
    return true;
  }

  private limitsOf(context: ExecutionContext): ListLimits {
    const handler = context.getHandler();
    const known = this.limits.get(handler);
    if (known) return known;
    const [dto] = bodyDtosOf(context.getClass<Type>() as Type, handler.name);
    const limits = dto ? listLimitsOf(dto) : NO_LISTS;
    this.limits.set(handler, limits);
    return limits;
  }
}
