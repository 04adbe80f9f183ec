import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, ValidationTypes } from 'class-validator';
import { conditionsOf, rulesOf, type Validations } from './field-validations.js';
import { NotUnderstood } from './not-understood.js';
import type { DtoClass, FieldRules, NestedRules, RuleSheet } from './rule-sheet.js';
import { transformationsOf } from './transformations.js';

/**
 * Reads what the decorators of a class and of the classes nested in it say.
 *
 * It knows a few things that can be said, and refuses a class that says anything else: a sheet must never
 * ask for less than the libraries would.
 *
 * @param above the classes that this one is nested in
 * @throws NotUnderstood where a class says something else
 */
export function drawUpRuleSheet(dto: DtoClass, above: readonly DtoClass[] = []): RuleSheet {
  if (above.includes(dto)) throw new NotUnderstood(`${dto.name} is nested in itself`);
  const storage = getMetadataStorage();
  // The same question that class-validator asks, so that it is the one who merges inherited rules.
  const validations = storage.getTargetValidationMetadatas(dto, '', false, false);
  if (validations.length === 0) throw new NotUnderstood(`${dto.name} has no rules`);
  const byField = Object.entries(storage.groupByPropertyName(validations));
  refuseExposure(dto);
  refuseBehaviour(dto);
  refuseOtherFields(
    dto,
    byField.map(([name]) => name),
  );
  const within = [...above, dto];
  const fields = byField.map(([name, own]) => fieldRules(dto, name, own, within));
  return { dto, fields };
}

function fieldRules(
  dto: DtoClass,
  name: string,
  validations: Validations,
  within: readonly DtoClass[],
): FieldRules {
  const nested = nestedRules(dto, name, validations, within);
  const transformations = transformationsOf(dto, name);
  if (nested !== undefined && transformations.length > 0) {
    throw new NotUnderstood(`${dto.name}.${name} has nested objects and @Transform`);
  }
  const conditions = conditionsOf(validations);
  return { name, nested, transformations, conditions, rules: rulesOf(validations) };
}

/** @Type and @ValidateNested belong together: with one alone, objects keep what they should lose. */
function nestedRules(
  dto: DtoClass,
  name: string,
  validations: Validations,
  within: readonly DtoClass[],
): NestedRules | undefined {
  const field = `${dto.name}.${name}`;
  const isChecked = validations.some(({ type }) => type === ValidationTypes.NESTED_VALIDATION);
  const type = defaultMetadataStorage.findTypeMetadata(dto, name) as TypeSaid | undefined;
  if ((type !== undefined) !== isChecked) {
    throw new NotUnderstood(`${field} has only one of @Type and @ValidateNested`);
  }
  if (type === undefined) return undefined;
  const { typeFunction, options, reflectedType } = type;
  if (typeFunction === undefined || typeFunction.length > 0 || Object.keys(options).length > 0) {
    throw new NotUnderstood(`${field} chooses its @Type by what is sent`);
  }
  const element = typeFunction() as DtoClass;
  if (reflectedType !== Array && reflectedType !== element) {
    throw new NotUnderstood(`${field} is declared as something else than its @Type`);
  }
  return { sheet: drawUpRuleSheet(element, within), isList: reflectedType === Array };
}

/** What `@Type` wrote down; what class-transformer says of it is stricter than what it does. */
interface TypeSaid {
  typeFunction: (() => unknown) | undefined;
  options: object;
  reflectedType: unknown;
}

/** @Expose and @Exclude rename and leave out fields. */
function refuseExposure(dto: DtoClass): void {
  const isPlain =
    defaultMetadataStorage.getStrategy(dto) === 'none' &&
    defaultMetadataStorage.getExposedMetadatas(dto).length === 0 &&
    defaultMetadataStorage.getExcludedMetadatas(dto).length === 0;
  if (!isPlain) throw new NotUnderstood(`${dto.name} has @Expose or @Exclude`);
}

/** A setter would act on what is sent, and class-transformer leaves out what has a method's name. */
function refuseBehaviour(dto: DtoClass): void {
  let prototype = dto.prototype as object | null;
  while (prototype !== null && prototype !== Object.prototype) {
    if (Reflect.ownKeys(prototype).some((key) => key !== 'constructor')) {
      throw new NotUnderstood(`${dto.name} has methods or accessors`);
    }
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
}

/**
 * A new instance has exactly the fields that have rules. So none needs to be taken away again, and
 * their order does not depend on what was sent.
 */
function refuseOtherFields(dto: DtoClass, names: string[]): void {
  const instance = new dto() as object;
  if (Object.getPrototypeOf(instance) !== dto.prototype || instance.constructor !== dto) {
    throw new NotUnderstood(`${dto.name} makes something else than itself`);
  }
  const own = Object.getOwnPropertyDescriptors(instance);
  for (const name of names) {
    // class-validator itself takes no field that every object has; this one Nest takes out.
    if (name === 'prototype') throw new NotUnderstood(`${dto.name}.prototype never arrives`);
    const field = Object.hasOwn(own, name) ? own[name] : undefined;
    if (field?.writable !== true || !field.enumerable || !isScalar(field.value)) {
      throw new NotUnderstood(`${dto.name}.${name} is not declared, or its default is an object`);
    }
  }
  if (Reflect.ownKeys(own).length !== names.length) {
    throw new NotUnderstood(`${dto.name} has fields without rules`);
  }
}

function isScalar(value: unknown): boolean {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}
