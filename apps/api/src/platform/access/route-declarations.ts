import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

/**
 * What routes declare about themselves with a decorator, at the method or else at its class. Each route is
 * looked up once: looking up takes microseconds, and every request would pay for it at each guard.
 */
export class RouteDeclarations<T> {
  private readonly known = new Map<object, Map<object, T | undefined>>();

  /** @param key under which the decorator leaves it */
  constructor(
    private readonly reflector: Reflector,
    private readonly key: string,
  ) {}

  /** @returns undefined where the route declares nothing */
  of(context: ExecutionContext): T | undefined {
    const controller = context.getClass();
    const handler = context.getHandler();
    const ofController = this.known.get(controller) ?? new Map<object, T | undefined>();
    this.known.set(controller, ofController);
    if (!ofController.has(handler)) {
      ofController.set(handler, this.reflector.getAllAndOverride(this.key, [handler, controller]));
    }
    return ofController.get(handler);
  }
}
