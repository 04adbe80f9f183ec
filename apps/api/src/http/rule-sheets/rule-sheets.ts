import { buildInstance } from './build-instance.js';
import { drawUpRuleSheet } from './draw-up-rule-sheet.js';
import { keepsRules } from './keeps-rules.js';
import { NotUnderstood } from './not-understood.js';
import type { DtoClass, RuleSheet } from './rule-sheet.js';

/**
 * A shorter way to a yes. class-transformer and class-validator look up what a class says for
 * every field of every body; here it is read once, and the same functions are asked.
 *
 * It can only say yes. Where a body breaks a rule, has something unusual, or its class does, it says
 * nothing, and the libraries judge: every refusal is theirs. Rules and transformations may therefore be asked
 * twice, and must depend on nothing but what they are given.
 */
export class RuleSheets {
  /** One for each class that a controller names: their number is that of the source. */
  private readonly sheets = new Map<DtoClass, RuleSheet | undefined>();

  /**
   * The instance that the libraries would make of a body that they accept, or undefined where that is
   * not certain. The body stays as it is.
   *
   * @param body read from JSON: without functions, accessors and gaps in its lists
   */
  accept(dto: DtoClass, body: object): object | undefined {
    const sheet = this.sheetOf(dto);
    if (sheet === undefined) return undefined;
    const instance = buildInstance(sheet, body);
    return instance !== undefined && keepsRules(sheet, instance) ? instance : undefined;
  }

  private sheetOf(dto: DtoClass): RuleSheet | undefined {
    const known = this.sheets.get(dto);
    if (known !== undefined || this.sheets.has(dto)) return known;
    const sheet = drawUpIfUnderstood(dto);
    this.sheets.set(dto, sheet);
    return sheet;
  }
}

function drawUpIfUnderstood(dto: DtoClass): RuleSheet | undefined {
  try {
    return drawUpRuleSheet(dto);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}
