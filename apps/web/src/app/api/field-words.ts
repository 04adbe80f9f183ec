import type { FieldErrorDto, FieldReason } from '@boxoffice/contracts';

const REASONS: Record<FieldReason, () => string> = {
  SKIPPED_TIME: () => $localize`Clocks go forward over this time. Choose another one.`,
  PAST: () => $localize`This time has passed`,
  NO_PAYMENT_METHOD: () => $localize`Set up a payment method first: this event is published`,
  REPEATED: () => $localize`This date is already in the list`,
};

const legalText = (): string => $localize`Enter a text, or a link that begins with https://`;

/** What is wrong with a field that the server refused. It answers in English; the page says it in its own language. */
const FIELD_WORDS: Partial<Record<string, () => string>> = {
  email: () => $localize`We can’t send emails to this address`,
  name: () => $localize`We can’t use this name`,
  url: () =>
    $localize`Enter an address that begins with https:// and is reachable from the internet`,
  vatId: () => $localize`Enter a VAT ID like DE123456789`,
  imprint: legalText,
  terms: legalText,
  privacy: legalText,
  refundPolicy: legalText,
  weekly: () =>
    $localize`One of these dates already exists, or falls in the hour that is skipped when clocks go forward`,
  password: () => $localize`This password is too easy to guess`,
  newPassword: () => $localize`This password is too easy to guess`,
};

/** Why the server refused a field, as it is said beside that field. */
export function fieldRefusal({ field, reason }: Pick<FieldErrorDto, 'field' | 'reason'>): string {
  const name = field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field;
  const ofField = FIELD_WORDS[name];
  if (ofField) return ofField();
  return reason ? REASONS[reason]() : $localize`Check this and try again`;
}
