import type { FieldErrorDto } from '@boxoffice/contracts';
import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { rememberRules } from './remember-rules.js';
import type { DtoClass } from './rule-sheets/rule-sheet.js';
import { RuleSheets } from './rule-sheets/rule-sheets.js';
import { validationFailed } from './validation-failed.js';

/**
 * Checks every body and query against its DTO. Fields that a DTO does not have are dropped, so that
 * nobody sets what is not offered (a role, a price, a status).
 */
export class RequestValidation extends ValidationPipe {
  private readonly queries = new Map<string, unknown>();
  private readonly sheets = new RuleSheets();

  constructor() {
    rememberRules();
    super({
      whitelist: true,
      transform: true,
      exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error))),
    });
  }

  /** JSON has no arrays with gaps. */
  protected override closeArrayGaps(): void {
    // Nothing to close: looking for gaps takes a tenth of the time of a validation.
  }

  /** JSON has no binary values; looking for them takes another tenth. */
  protected override findNestedBinaryValues(): ValidationError[] {
    return [];
  }

  /** No rule of ours waits for anything. */
  protected override validate(body: object, options?: ValidatorOptions): ValidationError[] {
    return validateSync(body, options);
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') return this.query(value, metadata);
    // What our own decorators made of a request is nothing that was sent.
    if (metadata.type === 'custom') return Promise.resolve(value);
    if (metadata.type === 'body' && metadata.metatype !== undefined) {
      return this.body(value, metadata, metadata.metatype);
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }

  /** The libraries are asked only where the rule sheets do not say yes, and word every refusal. */
  private body(value: unknown, metadata: ArgumentMetadata, dto: DtoClass): Promise<unknown> {
    // No body at all is an empty one: a DTO whose fields are all optional takes it. `null` is a body.
    const body = value === undefined ? {} : value;
    if (!isPlainObject(body)) {
      throw validationFailed([{ field: '', messages: ['the body must be a JSON object'] }]);
    }
    const accepted = this.sheets.accept(dto, body);
    if (accepted !== undefined) return Promise.resolve(accepted);
    return super.transform(body, metadata) as Promise<unknown>;
  }

  /**
   * A thousand viewers of an event send the same query, and reading it takes longer than answering
   * it: the same question is read once. What was read is frozen, because all of them share it.
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

/** Most queries that are kept, and the longest that is: a viewer's has some thirty characters. */
const KNOWN_QUERIES_MAX = 1_000;
const KNOWN_QUERY_LENGTH_MAX = 200;

/** One entry for each field that was refused, however deep it lies. */
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
