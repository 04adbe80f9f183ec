import type { Type } from '@nestjs/common';

/** How much of what was validated is kept. */
export interface Kept {
  /** How many inputs; beyond that, it begins anew. */
  readonly inputsMax: number;
  /** How long one may be as JSON. */
  readonly lengthMax: number;
}

/**
 * Validates an input that many people send alike once, and gives all of them the same result. It is frozen because
 * requests share it. What is refused isn't kept.
 */
export class ValidatedInputs {
  private readonly known = new Map<string, unknown>();

  constructor(private readonly kept: Kept) {}

  /**
   * @param value parsed JSON or a parsed query string: what JSON writes alike (no number, and infinity) is `null` to
   * the rules of a DTO, which refuse all of it
   */
  async read(
    value: unknown,
    dto: Type | undefined,
    validate: () => Promise<unknown>,
  ): Promise<unknown> {
    const asked = `${dto?.name ?? ''} ${JSON.stringify(value)}`;
    const known = this.known.get(asked);
    if (known !== undefined) return known;
    const read = await validate();
    if (asked.length > this.kept.lengthMax) return read;
    if (this.known.size >= this.kept.inputsMax) this.known.clear();
    this.known.set(asked, frozen(read));
    return read;
  }
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
