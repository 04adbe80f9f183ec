import { getMetadataStorage, ValidationTypes, type MetadataStorage } from 'class-validator';
import { NotUnderstood } from './not-understood.js';
import type { FieldRules, Rule } from './rule-sheet.js';

/** What class-validator's decorators wrote down about a field. */
export type Validations = ReturnType<MetadataStorage['getTargetValidationMetadatas']>;
type Validation = Validations[number];

/** @IsOptional and @ValidateIf, all of which must agree. */
export function conditionsOf(validations: Validations): FieldRules['conditions'] {
  return validations
    .filter(({ type }) => type === ValidationTypes.CONDITIONAL_VALIDATION)
    .map((validation) => {
      refuseOptions(validation);
      const [condition] = validation.constraints as unknown[];
      if (typeof condition !== 'function') throw notUnderstood(validation, 'a strange condition');
      return condition as FieldRules['conditions'][number];
    });
}

/** The rules for the value itself, in class-validator's order: @IsDefined comes before all others. */
export function rulesOf(validations: Validations): Rule[] {
  const others = validations.filter(({ type }) => !isElsewhere(type));
  const isDefined = (validation: Validation): boolean =>
    validation.type === ValidationTypes.IS_DEFINED;
  return [
    ...others.filter((validation) => isDefined(validation)),
    ...others.filter((validation) => !isDefined(validation)),
  ].flatMap((validation) => {
    refuseOptions(validation);
    return ruleOf(validation);
  });
}

/** What is no rule for the value itself: conditions, and the object's own rules. */
function isElsewhere(type: string): boolean {
  return (
    type === ValidationTypes.CONDITIONAL_VALIDATION || type === ValidationTypes.NESTED_VALIDATION
  );
}

function ruleOf(validation: Validation): Rule[] {
  // @Allow says that the field may be there, and no more.
  if (validation.type === ValidationTypes.WHITELIST) return [];
  const isKnown =
    validation.type === ValidationTypes.CUSTOM_VALIDATION ||
    validation.type === ValidationTypes.IS_DEFINED;
  if (!isKnown) throw notUnderstood(validation, `a rule of the kind ${validation.type}`);
  const constraints = getMetadataStorage().getTargetValidatorConstraints(validation.constraintCls);
  if (constraints.length === 0) throw notUnderstood(validation, 'a rule that asks nobody');
  return constraints.map((constraint) => {
    if (constraint.async) throw notUnderstood(validation, 'a rule that waits for something');
    return {
      // class-validator looks for it among all that there are, for every rule of every body.
      constraint: constraint.instance,
      each: validation.each,
      parameters: validation.constraints,
    };
  });
}

function refuseOptions(validation: Validation): void {
  // Typed as if they were always there; a rule without options has none of them.
  const groups = validation.groups as string[] | undefined;
  if (groups !== undefined && groups.length > 0) throw notUnderstood(validation, 'groups');
  if (validation.always !== undefined) throw notUnderstood(validation, 'the option always');
  if (validation.validateIf !== undefined) throw notUnderstood(validation, 'the option validateIf');
  if (typeof validation.target === 'string') throw notUnderstood(validation, 'a schema');
}

function notUnderstood({ target, propertyName }: Validation, what: string): NotUnderstood {
  const name = typeof target === 'string' ? target : target.name;
  return new NotUnderstood(`${name}.${propertyName} has ${what}`);
}
