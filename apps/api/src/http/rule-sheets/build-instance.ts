import type { Fields, FieldRules, NestedRules, RuleSheet } from './rule-sheet.js';
import { transformed } from './transformations.js';

/**
 * Builds what class-transformer and the whitelist would make of a body: an instance of its class with the
 * fields that have rules, and no others. The body stays as it is.
 *
 * @returns undefined where it is not certain that the libraries would make the same
 */
export function buildInstance(sheet: RuleSheet, body: object): Fields | undefined {
  const built = build(sheet, body);
  if (built === undefined) return undefined;
  const { instance, hasOthers } = built;
  return hasOthers && !areOthersHarmless(body, instance) ? undefined : instance;
}

interface Built {
  instance: Fields;
  /** Whether the body has more fields than those. */
  hasOthers: boolean;
}

function build(sheet: RuleSheet, body: object): Built | undefined {
  if (Object.getPrototypeOf(body) !== Object.prototype) return undefined;
  const sent = body as Fields;
  const instance = new sheet.dto() as Fields;
  let known = 0;
  for (const field of sheet.fields) {
    // What was not sent keeps its default, and is not transformed.
    if (!Object.hasOwn(sent, field.name)) continue;
    known += 1;
    const value = fieldValue(field, sent);
    if (value === UNCERTAIN) return undefined;
    instance[field.name] = value;
  }
  return { instance, hasOthers: Object.keys(sent).length !== known };
}

const UNCERTAIN = Symbol('uncertain');

function fieldValue(field: FieldRules, sent: Fields): unknown {
  const value = sent[field.name];
  if (field.nested !== undefined) return nestedValue(field.nested, value);
  const copy = copied(value);
  return copy === UNCERTAIN ? UNCERTAIN : transformed(field, sent, copy);
}

/** Texts, numbers and lists of them. An object where no class says what it has is copied by guessing. */
function copied(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (!Array.isArray(value)) return UNCERTAIN;
  const elements: unknown[] = value;
  return elements.some(isObject) ? UNCERTAIN : [...elements];
}

function nestedValue({ sheet, isList }: NestedRules, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (!isList) return nestedInstance(sheet, value);
  if (!Array.isArray(value)) return UNCERTAIN;
  const instances: unknown[] = [];
  for (const element of value as unknown[]) {
    const instance = nestedInstance(sheet, element);
    if (instance === UNCERTAIN) return UNCERTAIN;
    instances.push(instance);
  }
  return instances;
}

/**
 * Other fields of a nested object are left to the libraries: they take them away only when they come to
 * that object, so a rule of the object around it could still see them.
 */
function nestedInstance(sheet: RuleSheet, value: unknown): unknown {
  if (!isObject(value)) return UNCERTAIN;
  const built = build(sheet, value);
  return built === undefined || built.hasOthers ? UNCERTAIN : built.instance;
}

/** What Nest takes out of a body, however deep it lies, before anything else looks at it. */
const TAKEN_OUT = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether the other fields of a body can be left out without anybody noticing. */
function areOthersHarmless(body: object, instance: Fields): boolean {
  return Object.entries(body).every(
    ([name, value]) => Object.hasOwn(instance, name) || !(TAKEN_OUT.has(name) || isObject(value)),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
