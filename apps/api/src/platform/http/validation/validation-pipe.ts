import type { FieldErrorDto } from '@boxoffice/contracts';
import { ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import { PickType } from '@nestjs/swagger';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { ValidatedInputs } from './validated-inputs.js';
import { validationFailed } from './validation-failed.js';

/** A viewer's query has about thirty characters. */
const KEPT_QUERIES = { inputsMax: 1_000, lengthMax: 200 };

/** An order of two lines, by id, has 230 characters; with what they become, a thousand take a megabyte. */
const KEPT_BODIES = { inputsMax: 1_000, lengthMax: 300 };

/** Who buys in a rush asks more than once: again for what was gone, for other tickets, in another event. */
const KEPT_SENDERS = { inputsMax: 10_000, lengthMax: 100 };

/** A body that many send alike, apart from some of its fields. */
export interface RepeatedBody {
  /** Has no password in it: what is validated once is kept. */
  readonly dto: Type<object>;
  /** Fields that say who sends it. */
  readonly sender: readonly string[];
}

interface Repeated {
  readonly dto: Type<object>;
  readonly sender: ReadonlySet<string>;
  /** The DTO with those fields alone. */
  readonly ofSender: Type<object>;
  readonly senders: ValidatedInputs;
  /** What else is in the bodies. */
  readonly rests: ValidatedInputs;
}

/**
 * Checks every body and query against its DTO with class-transformer and class-validator. Fields that a
 * DTO doesn't have are dropped, so nobody sets what isn't offered (a role, a price, a status).
 *
 * Validation costs CPU for each element, so `RequestSizeGuard` runs first and bounds how many there are.
 */
export class RequestValidation extends ValidationPipe {
  /** A thousand viewers of an event send the same query, and validating it takes longer than answering it. */
  private readonly queries = new ValidatedInputs(KEPT_QUERIES);
  private readonly repeated: ReadonlyMap<Type, Repeated>;

  constructor(repeated: readonly RepeatedBody[] = []) {
    super({
      whitelist: true,
      transform: true,
      exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error))),
    });
    this.repeated = new Map(repeated.map((one) => [one.dto, repeatedOf(one)]));
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') return this.query(value, metadata);
    if (metadata.type === 'body') return this.body(value, metadata);
    // Read by a decorator of ours, not sent as it is.
    if (metadata.type === 'custom') return Promise.resolve(value);
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
    const repeated = metadata.metatype && this.repeated.get(metadata.metatype);
    if (repeated) return this.repeatedBody(body, metadata, repeated);
    return super.transform(body, metadata) as Promise<unknown>;
  }

  /**
   * Thousands of buyers order the same, and validating an order takes a tenth of a reservation's CPU: who the buyer is
   * and what they order are validated apart, so that each is validated once and not each pair of them.
   */
  private async repeatedBody(
    body: object,
    metadata: ArgumentMetadata,
    { dto, sender, ofSender, senders, rests }: Repeated,
  ): Promise<unknown> {
    const fields = Object.entries(body);
    const own = Object.fromEntries(fields.filter(([field]) => sender.has(field)));
    const rest = Object.fromEntries(fields.filter(([field]) => !sender.has(field)));
    const read = (part: object, metatype: Type): Promise<unknown> =>
      super.transform(part, { ...metadata, metatype }) as Promise<unknown>;
    try {
      return Object.assign(
        new dto(),
        await rests.read(rest, dto, () => read(rest, dto)),
        await senders.read(own, ofSender, () => read(own, ofSender)),
      );
    } catch {
      // Validated as a whole, it is refused with everything that is wrong with it.
      return super.transform(body, metadata);
    }
  }

  private query(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    return this.queries.read(
      value,
      metadata.metatype,
      () => super.transform(value, metadata) as Promise<unknown>,
    );
  }
}

function repeatedOf({ dto, sender }: RepeatedBody): Repeated {
  return {
    dto,
    sender: new Set(sender),
    ofSender: PickType(dto, sender as readonly never[]),
    senders: new ValidatedInputs(KEPT_SENDERS),
    rests: new ValidatedInputs(KEPT_BODIES),
  };
}

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
