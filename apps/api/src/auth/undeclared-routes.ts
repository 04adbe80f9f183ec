import { Injectable, RequestMethod, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS } from './access.js';

/** A route does not say who may call it. Its message is one sentence for whoever wrote it. */
export class UndeclaredRouteError extends Error {}

/**
 * Ends the start where a route declares no rule. The guard would refuse every call of it anyway; but
 * nobody would notice before somebody needs it, and then somebody in a hurry would open it.
 */
@Injectable()
export class UndeclaredRoutes implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const undeclared = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => this.undeclared(controller, name, prototype[name]));
    });
    if (undeclared.length > 0) {
      throw new UndeclaredRouteError(
        `Nobody has said with @Access() who may call ${undeclared.join(', ')}.`,
      );
    }
  }

  private undeclared(controller: Type, name: string, handler: unknown): string[] {
    if (typeof handler !== 'function') return [];
    if (Reflect.getMetadata(PATH_METADATA, handler) === undefined) return [];
    if (this.reflector.getAllAndOverride<unknown>(ROUTE_ACCESS, [handler, controller])) return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
    return [`${controller.name}.${name} (${RequestMethod[method]})`];
  }
}
