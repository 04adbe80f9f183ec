import type { ArgumentMetadata } from '@nestjs/common';
import type { TransformFnParams } from 'class-transformer';
import type { ValidatorConstraintInterface } from 'class-validator';

/** A class whose decorators say what a body may be. */
export type DtoClass = NonNullable<ArgumentMetadata['metatype']>;

/** An object, seen as what it has. */
export type Fields = Record<string, unknown>;

/** All that the decorators of a class say, looked up once, in the order in which class-validator asks. */
export interface RuleSheet {
  dto: DtoClass;
  fields: FieldRules[];
}

export interface FieldRules {
  name: string;
  /** What stands in the field where it has objects. */
  nested: NestedRules | undefined;
  /** Those of `@Transform`, in the order in which class-transformer calls them. */
  transformations: ((params: TransformFnParams) => unknown)[];
  /** Those of `@IsOptional` and `@ValidateIf`: the rules hold where all of them say so. */
  conditions: ((object: object, value: unknown) => unknown)[];
  rules: Rule[];
}

export interface NestedRules {
  sheet: RuleSheet;
  /** Whether the field has a list of objects, and not one. */
  isList: boolean;
}

export interface Rule {
  /** The very object that class-validator would ask. */
  constraint: ValidatorConstraintInterface;
  /** Whether each element of a list is asked about, and not the list. */
  each: boolean;
  /** What the decorator was given: the bound of `@Max`, the pattern of `@Matches`. */
  parameters: unknown[];
}
