import type { WritableSignal } from '@angular/core';
import { submit, type FieldTree, type ValidationError } from '@angular/forms/signals';
import type { ProblemCode } from '@boxoffice/contracts';
import { readFailure, type Failure } from '../api/problem';
import { fieldRefusal } from '../api/field-words';
import { failureWords } from '../api/problem-words';

/** What a form asks for: texts, by their names in the API, and rows of them. */
export type Answers = object;

/** Which field a refusal is about, where its code says so. */
export type Blame<T extends Answers> = Partial<Record<ProblemCode, keyof T & string>>;

/**
 * Sends a form that is filled in right, once. What is wrong is said at its field, and the keyboard goes
 * there: before anything is sent where that can be known, and after the server's refusal of a field.
 * Whatever else went wrong is left in `failure`.
 *
 * @returns whether it was done
 */
export async function sendForm<T extends Answers>(
  fields: FieldTree<T>,
  failure: WritableSignal<Failure | undefined>,
  send: () => Promise<unknown>,
  blame: Blame<T> = {},
): Promise<boolean> {
  failure.set(undefined);
  const isAccepted = await submit(fields, {
    action: async () => {
      try {
        await send();
        return undefined;
      } catch (error) {
        const why = readFailure(error);
        const refused = refusedFields(why, fields, blame);
        if (refused.length === 0) failure.set(why);
        return refused;
      }
    },
  });
  if (!isAccepted) focusFirstError(fields);
  // Refused as a whole, no field is wrong, and the form counts as sent.
  const isDone = isAccepted && failure() === undefined;
  // Nothing that is typed would be lost any more.
  if (isDone) fields().reset();
  return isDone;
}

/** The fields that the server refused, each with its reason. */
export function refusedFields<T extends Answers>(
  failure: Failure,
  fields: FieldTree<T>,
  blame: Blame<T> = {},
): ValidationError.WithOptionalFieldTree[] {
  if (failure.kind !== 'problem') return [];
  const blamed = blame[failure.code];
  if (blamed !== undefined) {
    const { title, text } = failureWords(failure);
    return [refusal(fieldOf(fields, blamed), `${title}. ${text}`)].flat();
  }
  return (failure.problem.errors ?? []).flatMap((error) =>
    refusal(fieldOf(fields, error.field), fieldRefusal(error)),
  );
}

function refusal(
  fieldTree: FieldTree<unknown> | undefined,
  message: string,
): ValidationError.WithOptionalFieldTree[] {
  return fieldTree ? [{ kind: 'refused', message, fieldTree }] : [];
}

/** @param path as the API names it: `name`, or `tiers.0.name` in a row */
function fieldOf<T extends Answers>(
  fields: FieldTree<T>,
  path: string,
): FieldTree<unknown> | undefined {
  let found: FieldTree<unknown> | undefined = fields;
  for (const name of path.split('.')) {
    found = (found as unknown as Partial<Record<string, FieldTree<unknown>>> | undefined)?.[name];
  }
  return found;
}

function focusFirstError<T extends Answers>(fields: FieldTree<T>): void {
  fields().errorSummary().at(0)?.fieldTree().focusBoundControl();
}
