import type { AuditSubjectKind } from '@boxoffice/contracts';

/** What the audit is narrowed to, as it stands in the address. */
export interface AuditFilters {
  kind: AuditSubjectKind | '';
  subject: string;
  actor: string;
  /** Days of the reader's own calendar, both included: `2026-11-25`. */
  from: string;
  to: string;
  /** Whether holds that ended by themselves are left out. */
  expiries: 'hidden' | '';
}

export type FilterName = keyof AuditFilters;

export const KINDS: readonly AuditSubjectKind[] = [
  'booking',
  'event',
  'organiser',
  'user',
  'session',
];

const ID = /^[1-9]\d{0,18}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the filters from an address that anybody may have typed: what makes no sense is left out. */
export function readAuditFilters(given: Partial<Record<FilterName, string>>): AuditFilters {
  const fitting = (value: string | undefined, shape: RegExp): string => {
    const text = (value ?? '').trim();
    return shape.test(text) ? text : '';
  };
  return {
    kind: KINDS.find((kind) => kind === given.kind) ?? '',
    subject: fitting(given.subject, ID),
    actor: fitting(given.actor, ID),
    from: fitting(given.from, DAY),
    to: fitting(given.to, DAY),
    expiries: given.expiries === 'hidden' ? 'hidden' : '',
  };
}

/** The filters that narrow anything, for the page's own address. */
export function auditParams(filters: AuditFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** The same, as the API takes them: days become moments of the reader's time zone. */
export function auditQuery(filters: AuditFilters): Record<string, string> {
  const { kind, subject, actor, expiries } = filters;
  const from = startOfDay(filters.from, 0);
  const to = startOfDay(filters.to, 1);
  return {
    ...(kind && { subjectKind: kind }),
    ...(subject && { subjectId: subject }),
    ...(actor && { actorId: actor }),
    ...(from && { from }),
    ...(to && { to }),
    ...(expiries && { exceptAction: 'booking.expired' }),
  };
}

function startOfDay(day: string, daysLater: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  // The calendar's own arithmetic: a day may have 23 hours.
  return new Date(year, month - 1, date + daysLater).toISOString();
}
