import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';

/** Nest's number for what `@Body()` marks. */
const BODY = 3;

/** The classes that a controller's method takes as its body: none or one. */
export function bodyDtosOf(controller: Type, methodName: string): Type[] {
  const marked = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, methodName) ?? {}) as Record<
    string,
    { index: number }
  >;
  const types = (Reflect.getMetadata(
    'design:paramtypes',
    controller.prototype as object,
    methodName,
  ) ?? []) as Type[];
  return Object.entries(marked)
    .filter(([kind]) => kind.startsWith(`${BODY}:`))
    .flatMap(([, { index }]) => types[index] ?? []);
}
