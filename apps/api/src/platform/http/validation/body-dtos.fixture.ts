import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import type { DynamicModule, Type } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AppModule } from '../../../app.module.js';
import { readSettings } from '../../config/read-settings.js';
import { bodyDtosOf } from '../request-size/body-dtos.js';

/**
 * Every DTO class that a route accepts as its body, sorted by name. They come from the metadata that Nest
 * itself reads, so a new one can't be forgotten; nothing is started.
 */
export function bodyDtos(): Type[] {
  const settings = readSettings({ DATABASE_URL: 'postgres://nobody@localhost/nothing' });
  const controllers = controllersOf(AppModule.with(settings, {} as DataSource), new Set());
  const dtos = new Set([...controllers].flatMap((controller) => bodiesOf(controller)));
  return [...dtos].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function controllersOf(module: Type | DynamicModule, seen: Set<unknown>): Set<Type> {
  if (seen.has(module)) return new Set();
  seen.add(module);
  const isDynamic = 'module' in module;
  const declared = isDynamic ? module.module : module;
  const listed = (name: string): unknown[] =>
    (Reflect.getMetadata(name, declared) as unknown[] | undefined) ?? [];
  const controllers = [
    ...listed(MODULE_METADATA.CONTROLLERS),
    ...(isDynamic ? (module.controllers ?? []) : []),
  ] as Type[];
  const imports = [
    ...listed(MODULE_METADATA.IMPORTS),
    ...(isDynamic ? (module.imports ?? []) : []),
  ] as (Type | DynamicModule)[];
  return new Set([...controllers, ...imports.flatMap((one) => [...controllersOf(one, seen)])]);
}

function bodiesOf(controller: Type): Type[] {
  return new MetadataScanner()
    .getAllMethodNames(controller.prototype as object)
    .flatMap((name) => bodyDtosOf(controller, name));
}
