import type { FieldErrorDto } from '@boxoffice/contracts';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { validationFailed } from './validation-failed.js';

/**
 * Checks every body and query against its DTO with class-transformer and class-validator. Fields that a
 * DTO doesn't have are dropped, so nobody sets what isn't offered (a role, a price, a status).
 *
 * Validation costs CPU for each element, so `RequestSizeGuard` runs first and bounds how many there are.
 */
export class RequestValidation extends ValidationPipe {
  private readonly queries = new Map<string, unknown>();

  constructor() {
    super({
      whitelist: true,
      transform: true,
      exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error))),
    });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') return this.query(value, metadata);
    if (metadata.type === 'body') return this.body(value, metadata);
    return super.transform(value, metadata) as Promise<unknown>;
  }

  /** All rules of our DTOs are synchronous; promises for each field cost a sixth of the validation. */
  protected override validate(object: object, options?: ValidatorOptions): ValidationError[] {
    return validateSync(object, options);
  }

  /** JSON and query strings can't express a sparse array, so nobody needs to look for one. */
  protected override closeArrayGaps(): void {
    return;
  }

  /** Nor can they express binary values. */
  protected override findNestedBinaryValues(): ValidationError[] {
    return [];
  }

  private body(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A missing body counts as an empty object: a DTO whose fields are all optional accepts it. `null` doesn't.
    const body = value === undefined ? {} : value;
    if (!isPlainObject(body)) {
      throw validationFailed([{ field: '', messages: ['the body must be a JSON object'] }]);
    }
    return super.transform(body, metadata) as Promise<unknown>;
  }

  /**
   * A thousand viewers of an event send the same query, and validating it takes longer than answering it:
   * each distinct query is validated once. The result is frozen because requests share it.
   */
  private async query(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const asked = `${metadata.metatype?.name ?? ''} ${JSON.stringify(value)}`;
    const known = this.queries.get(asked);
    if (known !== undefined) return known;
    const read: unknown = await super.transform(value, metadata);
    if (asked.length > KNOWN_QUERY_LENGTH_MAX) return read;
    if (this.queries.size >= KNOWN_QUERIES_MAX) this.queries.clear();
    this.queries.set(asked, Object.freeze(read));
    return read;
  }
}

/** How many queries are kept, and how long one may be: a viewer's has about thirty characters. */
const KNOWN_QUERIES_MAX = 1_000;
const KNOWN_QUERY_LENGTH_MAX = 200;

/** One entry per refused field, however deeply nested. */
function fieldErrors(error: ValidationError, parent = ''): FieldErrorDto[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  // Decorators run from the last to the first; the first says what the field is at all.
  const messages = Object.values(error.constraints ?? {}).reverse();
  const own = messages.length > 0 ? [{ field, messages }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
