import { ValidationPipe } from '@nestjs/common';
import type { DtoClass, Fields } from './rule-sheet.js';

/** What may say yes to a body. */
export type Accept = (dto: DtoClass, body: object) => object | undefined;

export interface Comparison {
  accepted: boolean;
  byLibraries: boolean;
  /** What differs where both accepted, or the one that should not have. */
  differences: string[];
}

/** As in the API, but with nothing of its own. */
const LIBRARIES = new ValidationPipe({ whitelist: true, transform: true });

/** Has the same body read by both, each from a parse of its own: the libraries change what they read. */
export async function compareWithLibraries(
  accept: Accept,
  dto: DtoClass,
  json: string,
): Promise<Comparison> {
  const [body, theirBody] = [JSON.parse(json) as object, JSON.parse(json) as object];
  const accepted = accept(dto, body);
  const theirs = await readByLibraries(dto, theirBody);
  const byLibraries = theirs !== undefined;
  if (accepted === undefined) {
    const untouched = describe(body) === describe(JSON.parse(json));
    return { accepted: false, byLibraries, differences: untouched ? [] : ['the body'] };
  }
  if (!byLibraries) return { accepted: true, byLibraries, differences: ['the refusal'] };
  const differences = [
    ...(describe(accepted) === describe(theirs) ? [] : ['the instance']),
    ...(describe(body) === describe(theirBody) ? [] : ['the body']),
    ...(sharesObjects(accepted, body) ? ['what it shares with the body'] : []),
  ];
  return { accepted: true, byLibraries, differences };
}

async function readByLibraries(dto: DtoClass, body: object): Promise<object | undefined> {
  try {
    return (await LIBRARIES.transform(body, { type: 'body', metatype: dto })) as object;
  } catch {
    return undefined;
  }
}

const classNumbers = new Map<unknown, number>();

/** All that tells a value from another: prototypes, every own field in its order, and -0 from 0. */
function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return Object.is(value, -0) ? '-0' : `${typeof value} ${JSON.stringify(value)}`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!classNumbers.has(prototype)) classNumbers.set(prototype, classNumbers.size);
  const fields = Reflect.ownKeys(value).map(
    (key) => `${JSON.stringify(String(key))}: ${describe((value as Fields)[key as string])}`,
  );
  return `#${classNumbers.get(prototype)} {${fields.join(', ')}}`;
}

function sharesObjects(instance: object, body: object): boolean {
  const own = new Set(objectsIn(instance));
  return objectsIn(body).some((object) => own.has(object));
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
