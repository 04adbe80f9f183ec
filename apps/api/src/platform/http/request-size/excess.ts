import { CONFIRM_TICKETS_MAX, type FieldErrorDto } from '@boxoffice/contracts';
import type { Type } from '@nestjs/common';
import { ARRAY_MAX_SIZE, getMetadataStorage } from 'class-validator';

/** Most fields of one object. No request has ten; clients may send some that we do not know. */
export const FIELDS_MAX = 32;

/** Most values in a body, at any depth: the longest list there is, and what may stand beside it. */
export const VALUES_MAX = CONFIRM_TICKETS_MAX + 100;

/** How long the lists of a DTO may be, by the name of their field. */
export type ListLimits = ReadonlyMap<string, number>;

/** Reads the limits where the DTO declares them: `@ArrayMaxSize` of its own fields. */
export function listLimitsOf(dto: Type): ListLimits {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return new Map(
    rules
      .filter(({ name }) => name === ARRAY_MAX_SIZE)
      .map(({ propertyName, constraints }) => [
        propertyName,
        (constraints as [number] | undefined)?.[0] ?? 0,
      ]),
  );
}

/**
 * What of a body is more than any valid one has, found by counting alone. Validating costs some twenty
 * microseconds for each wrong element, so a body of a few kilobytes could keep everybody waiting for a
 * second; what passes here has at most {@link VALUES_MAX} values.
 */
export function excessOf(body: unknown, limits: ListLimits): FieldErrorDto | undefined {
  if (!isObject(body)) return undefined;
  for (const [field, max] of limits) {
    const list = (body as Record<string, unknown>)[field];
    if (Array.isArray(list) && list.length > max) {
      return { field, messages: [`${field} must contain no more than ${max} elements`] };
    }
  }
  return tooManyValues(body);
}

/** Gives up as soon as there are too many: what is looked at is bounded, whatever was sent. */
function tooManyValues(body: object): FieldErrorDto | undefined {
  let seen = 0;
  const unseen: object[] = [body];
  for (let value = unseen.pop(); value !== undefined; value = unseen.pop()) {
    const contents = Array.isArray(value) ? (value as unknown[]) : Object.values(value);
    if (!Array.isArray(value) && contents.length > FIELDS_MAX) {
      return { field: '', messages: [`an object must have no more than ${FIELDS_MAX} fields`] };
    }
    seen += contents.length;
    if (seen > VALUES_MAX) {
      return { field: '', messages: [`the body must have no more than ${VALUES_MAX} values`] };
    }
    for (const content of contents) if (isObject(content)) unseen.push(content);
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
