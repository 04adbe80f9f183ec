import { applyWhen, validate, type SchemaPath, type SchemaPathTree } from '@angular/forms/signals';
import type {
  AllotmentDto,
  ChangeCodeDto,
  CODE_MAX_LENGTH,
  CODE_PREFIX_MAX_LENGTH,
  CODE_USES_MAX,
  CodeDto,
  CodeFieldsDto,
  CodeKind,
  CREATE_CODES_MAX,
  OrganiserEventDto,
} from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import type { Choice } from '../../../form/choice-field';
import { isCount } from '../../create/event-rules';
import { localTimeIn } from '../../local-time';
import { percentFault, percentText, readPercent } from '../../percent-text';
import { amountFault, priceText, readPrice } from '../../price-text';
import { hasPassed } from '../../to-come';

/** The contract's own limits; importing their values would pull every validator into the page. */
const LONGEST: typeof CODE_MAX_LENGTH = 50;
const LONGEST_PREFIX: typeof CODE_PREFIX_MAX_LENGTH = 20;
const USES_MAX: typeof CODE_USES_MAX = 1_000_000;
const CODES_MAX: typeof CREATE_CODES_MAX = 5_000;

const LETTERS = /^[\p{L}\p{N}](?:[ -]?[\p{L}\p{N}])*$/u;

/** A code, or many that do the same, as it is typed. */
export interface CodeDraft {
  /** `one` that somebody thinks up, or `many` at random. */
  amount: string;
  code: string;
  count: string;
  prefix: string;
  kind: string;
  /** What it opens or makes cheaper: `tier:1`, `type:2`, `allotment:3`; empty: everything. */
  target: string;
  unit: string;
  /** What it takes off. */
  off: string;
  /** Empty: any number. */
  maxUses: string;
  /** As the clock at the venue shows it. */
  validFrom: string;
  validUntil: string;
}

/** @param amount `one` or `many` */
export function newCode(amount = 'one'): CodeDraft {
  return {
    amount,
    code: '',
    count: '',
    prefix: '',
    kind: 'discount',
    target: '',
    unit: 'percent',
    off: '',
    maxUses: amount === 'many' ? '1' : '',
    validFrom: '',
    validUntil: '',
  };
}

/** A code as it can be edited. */
export function draftOf(
  code: CodeDto,
  { currency, timeZone }: Pick<OrganiserEventDto, 'currency' | 'timeZone'>,
): CodeDraft {
  const { tierId, ticketTypeId, allotmentId, discountBasisPoints, discountMinor, maxUses } = code;
  const targets = [
    allotmentId && `allotment:${allotmentId}`,
    ticketTypeId && `type:${ticketTypeId}`,
    tierId && `tier:${tierId}`,
  ];
  return {
    ...newCode(),
    code: code.code,
    kind: code.kind,
    target: targets.find(Boolean) ?? '',
    unit: discountMinor === null ? 'percent' : 'money',
    off:
      discountBasisPoints === null
        ? discountMinor === null
          ? ''
          : priceText(discountMinor, currency)
        : percentText(discountBasisPoints),
    maxUses: maxUses === null ? '' : String(maxUses),
    validFrom: localTimeIn(code.validFrom, timeZone),
    validUntil: localTimeIn(code.validUntil, timeZone),
  };
}

/** What differs from the code as it was read: whatever somebody else has changed meanwhile stays. */
export function changeCodeDto(
  draft: CodeDraft,
  before: CodeDraft,
  currency: string,
): ChangeCodeDto {
  const isKept = (...fields: (keyof CodeDraft)[]): boolean =>
    fields.every((field) => draft[field].trim() === before[field].trim());
  const { kind, ...written } = codeFieldsDto(draft, currency);
  const { tierId = null, ticketTypeId = null, allotmentId = null } = written;
  const { discountBasisPoints = null, discountMinor = null } = written;
  const effect = { kind, tierId, ticketTypeId, allotmentId, discountBasisPoints, discountMinor };
  const isSame = isKept('kind', 'target') && (kind === 'access' || isKept('unit', 'off'));
  return {
    ...(!isKept('code') && { code: draft.code.trim() }),
    ...(!isSame && effect),
    ...(!isKept('maxUses') && { maxUses: written.maxUses }),
    ...(!isKept('validFrom') && { validFrom: draft.validFrom || null }),
    ...(!isKept('validUntil') && { validUntil: draft.validUntil || null }),
  };
}

export const amountChoices = (): Choice[] => [
  { value: 'one', words: $localize`One code of your own` },
  { value: 'many', words: $localize`Many random codes` },
];

export const kindChoices = (): Choice[] => [
  { value: 'discount', words: $localize`Discount code` },
  { value: 'access', words: $localize`Access code` },
];

export const unitChoices = (currency: string): Choice[] => [
  { value: 'percent', words: '%' },
  { value: 'money', words: currency },
];

/** What a code of some kind may be for. A discount opens nothing, so it is for no allotment. */
export function targetChoices(
  kind: string,
  { tiers }: Pick<OrganiserEventDto, 'tiers'>,
  allotments: readonly AllotmentDto[],
): Choice[] {
  const ofTiers = tiers.flatMap(({ id, name: tier, ticketTypes }) => [
    { value: `tier:${id}`, words: tier },
    ...ticketTypes.map((type) => ({
      value: `type:${type.id}`,
      words: ticketName({ tier, ticketType: type.name }),
    })),
  ]);
  if (kind === 'discount') return [{ value: '', words: $localize`All tickets` }, ...ofTiers];
  const setAside = allotments
    .filter(({ releasedAt }) => releasedAt === null)
    .map(({ id, name }) => ({
      value: `allotment:${id}`,
      words: $localize`Allotment: ${name}:allotment:`,
    }));
  return [{ value: '', words: $localize`Choose` }, ...setAside, ...ofTiers];
}

/**
 * What can be said of codes without the server.
 *
 * @param before the code that is edited, whose end may be over
 */
export function isCode(
  path: SchemaPathTree<CodeDraft>,
  { currency, timeZone }: { currency: () => string; timeZone: () => string },
  before: () => CodeDraft | undefined,
): void {
  validate(path.validUntil, ({ value }) =>
    value() !== before()?.validUntil && hasPassed(value(), timeZone())
      ? { kind: 'past', message: $localize`This time has passed` }
      : null,
  );
  applyWhen(
    path,
    ({ value }) => value().amount === 'one',
    ({ code }) => {
      isLetters(code, () => $localize`Use at least 4 letters and digits`, {
        isRight: (typed) => typed.length <= LONGEST && typed.replaceAll(/[ -]/g, '').length >= 4,
      });
    },
  );
  applyWhen(
    path,
    ({ value }) => value().amount === 'many',
    ({ count, prefix }) => {
      isCount(count, 1, CODES_MAX);
      isLetters(prefix, () => $localize`Use letters and digits, at most ${LONGEST_PREFIX}:count:`, {
        isRight: (typed) => typed.length <= LONGEST_PREFIX,
        isOptional: true,
      });
    },
  );
  validate(path.target, ({ value, valueOf }) =>
    valueOf(path.kind) === 'access' && value() === ''
      ? { kind: 'target', message: $localize`Choose what it unlocks` }
      : null,
  );
  validate(path.off, ({ value, valueOf }) => {
    if (valueOf(path.kind) !== 'discount') return null;
    const message =
      valueOf(path.unit) === 'percent' ? percentFault(value()) : amountFault(value(), currency());
    return message === undefined ? null : { kind: 'off', message };
  });
  isCount(path.maxUses, 1, USES_MAX, { isOptional: true });
  validate(path.validUntil, ({ value, valueOf }) =>
    value() !== '' && value() <= valueOf(path.validFrom)
      ? { kind: 'order', message: $localize`The end must be after the start` }
      : null,
  );
}

function isLetters(
  path: SchemaPath<string>,
  message: () => string,
  { isRight, isOptional }: { isRight: (typed: string) => boolean; isOptional?: boolean },
): void {
  validate(path, ({ value }) => {
    const typed = value().trim();
    if (typed === '' && isOptional) return null;
    return LETTERS.test(typed) && isRight(typed) ? null : { kind: 'letters', message: message() };
  });
}

/** What one or many codes do, when and how often. */
export function codeFieldsDto(draft: CodeDraft, currency: string): CodeFieldsDto {
  const { kind, unit, off, maxUses, validFrom, validUntil } = draft;
  const [of, id] = draft.target.split(':');
  return {
    kind: kind as CodeKind,
    ...(of === 'tier' && id && { tierId: id }),
    ...(of === 'type' && id && { ticketTypeId: id }),
    ...(of === 'allotment' && kind === 'access' && id && { allotmentId: id }),
    ...(kind === 'discount' &&
      (unit === 'percent'
        ? { discountBasisPoints: readPercent(off) }
        : { discountMinor: readPrice(off, currency) })),
    maxUses: maxUses.trim() === '' ? null : Number(maxUses),
    ...(validFrom && { validFrom }),
    ...(validUntil && { validUntil }),
  };
}
