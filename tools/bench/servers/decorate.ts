import 'reflect-metadata';
import { Body, Controller, type PipeTransform, type Type } from '@nestjs/common';

/**
 * Node runs this folder's TypeScript as it stands and knows no decorators, so those of Nest are
 * called as the functions that they are.
 */
export function controller(target: Type, prefix: string): void {
  Controller(prefix)(target);
}

/** Makes a method a route; the request's body is its only argument. */
export function route(
  target: Type,
  method: string,
  decorators: readonly MethodDecorator[],
  ...pipes: readonly PipeTransform[]
): void {
  const prototype = target.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, method);
  if (!descriptor) throw new Error(`There is no method ${method}.`);
  for (const decorator of decorators) decorator(prototype, method, descriptor);
  Body(...pipes)(prototype, method, 0);
}
