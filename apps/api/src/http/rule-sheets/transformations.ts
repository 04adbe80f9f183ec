import { TransformationType, type ClassTransformOptions } from 'class-transformer';
import { defaultOptions } from 'class-transformer/cjs/constants/default-options.constant.js';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { NotUnderstood } from './not-understood.js';
import type { DtoClass, FieldRules, Fields } from './rule-sheet.js';

/** What a transformation is told about how the body is read. All of them share it. */
const OPTIONS: ClassTransformOptions = Object.freeze({ ...defaultOptions });

/** Options of @Transform that class-transformer has followed before it hands the list out. */
const FOLLOWED = new Set(['toClassOnly', 'toPlainOnly']);

/** Those of `@Transform`, inherited ones among them, in class-transformer's own order. */
export function transformationsOf(dto: DtoClass, name: string): FieldRules['transformations'] {
  return defaultMetadataStorage
    .findTransformMetadatas(dto, name, TransformationType.PLAIN_TO_CLASS)
    .map(({ transformFn, options }) => {
      // Versions and groups.
      if (Object.keys(options).some((option) => !FOLLOWED.has(option))) {
        throw new NotUnderstood(`${dto.name}.${name} has a @Transform with options`);
      }
      return transformFn;
    });
}

/** The value as the field's transformations leave it. */
export function transformed({ name, transformations }: FieldRules, sent: Fields, value: unknown) {
  let result = value;
  for (const transform of transformations) {
    result = transform({
      value: result,
      key: name,
      obj: sent,
      type: TransformationType.PLAIN_TO_CLASS,
      options: OPTIONS,
    });
  }
  return result;
}
