import type { AuditEntryDto } from '@boxoffice/contracts';

/** `booking.confirmed` as it is read: "Booking confirmed". */
export function actionWords(action: string): string {
  const words = action.replace(/[._]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Something that is different since: `status`, `pending`, `confirmed`. */
export interface Change {
  fact: string;
  before: string | undefined;
  after: string | undefined;
}

/** What was changed: each fact that is not what it was, in the order that the server gives. */
export function changesOf({ before, after }: Pick<AuditEntryDto, 'before' | 'after'>): Change[] {
  const facts = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...facts]
    .map((fact) => ({ fact, before: shown(before?.[fact]), after: shown(after?.[fact]) }))
    .filter((change) => change.before !== change.after);
}

function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map((one) => shown(one) ?? '–').join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
