import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A method of a controller that answers a route. */
export interface RouteHandler {
  controller: Type;
  /** The method's name. */
  name: string;
  handler: (...args: unknown[]) => unknown;
  /** Of HTTP, in capitals. */
  method: string;
  /** As they are declared: without the prefix of all routes. */
  paths: string[];
}

/** Knows every route of the running API, as Nest has found it. */
@Injectable()
export class RouteHandlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  all(): RouteHandler[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const controller = metatype as Type;
      const prototype = controller.prototype as Record<string, unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => routeHandler(controller, name, prototype[name]));
    });
  }
}

function routeHandler(controller: Type, name: string, handler: unknown): RouteHandler[] {
  if (typeof handler !== 'function') return [];
  const below = pathsOf(handler);
  if (below.length === 0) return [];
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod;
  return [
    {
      controller,
      name,
      handler: handler as RouteHandler['handler'],
      method: RequestMethod[method],
      paths: pathsOf(controller).flatMap((base) => below.map((path) => joined(base, path))),
    },
  ];
}

function pathsOf(declaredAt: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, declaredAt) as string | string[] | undefined;
  return path === undefined ? [] : [path].flat();
}

/** `booking` and `:id/cancel` give `/booking/:id/cancel`. */
function joined(...parts: string[]): string {
  return `/${parts
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter(Boolean)
    .join('/')}`;
}
