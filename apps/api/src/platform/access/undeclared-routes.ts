import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ROUTE_ACCESS } from './access.js';
import { RouteHandlers } from './route-handlers.js';

/** A route does not say who may call it. Its message is one sentence for whoever wrote it. */
export class UndeclaredRouteError extends Error {}

/**
 * Ends the start where a route declares no rule. The guard would refuse every call of it anyway; but
 * nobody would notice before somebody needs it, and then somebody in a hurry would open it.
 */
@Injectable()
export class UndeclaredRoutes implements OnApplicationBootstrap {
  constructor(
    private readonly routes: RouteHandlers,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const undeclared = this.routes
      .all()
      .filter(
        ({ handler, controller }) =>
          !this.reflector.getAllAndOverride<unknown>(ROUTE_ACCESS, [handler, controller]),
      )
      .map(({ controller, name, method }) => `${controller.name}.${name} (${method})`);
    if (undeclared.length > 0) {
      throw new UndeclaredRouteError(
        `Nobody has said with @Access() who may call ${undeclared.join(', ')}.`,
      );
    }
  }
}
