import type { ValidationArguments } from 'class-validator';
import type { FieldRules, Fields, NestedRules, Rule, RuleSheet } from './rule-sheet.js';

/**
 * Whether an instance keeps every rule of its class. Who asks gets no reasons: whatever is not kept for
 * certain is judged again by class-validator, whose words the answer has.
 */
export function keepsRules(sheet: RuleSheet, instance: Fields): boolean {
  for (const field of sheet.fields) {
    if (!keepsFieldRules(sheet, field, instance)) return false;
  }
  return true;
}

function keepsFieldRules(sheet: RuleSheet, field: FieldRules, instance: Fields): boolean {
  const value = instance[field.name];
  for (const condition of field.conditions) {
    if (!condition(instance, value)) return true;
  }
  for (const rule of field.rules) {
    const asked: ValidationArguments = {
      targetName: sheet.dto.name,
      property: field.name,
      object: instance,
      value,
      constraints: rule.parameters,
    };
    if (!isKept(rule, value, asked)) return false;
  }
  return field.nested === undefined || keepsNestedRules(field.nested, value);
}

/** Anything but `true`, a promise among it, is for class-validator to understand. */
function isKept({ constraint, each }: Rule, value: unknown, asked: ValidationArguments): boolean {
  if (!each || typeof value !== 'object' || value === null) {
    return constraint.validate(value, asked) === true;
  }
  return (
    Array.isArray(value) && value.every((element) => constraint.validate(element, asked) === true)
  );
}

function keepsNestedRules({ sheet, isList }: NestedRules, value: unknown): boolean {
  // As class-validator has it: what must be there says so by a rule of its own.
  if (value === undefined) return true;
  if (!isList)
    return typeof value === 'object' && value !== null && keepsRules(sheet, value as Fields);
  return Array.isArray(value) && value.every((element) => keepsRules(sheet, element as Fields));
}
