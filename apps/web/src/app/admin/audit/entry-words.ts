import type { AuditEntryDto, UserRole } from '@boxoffice/contracts';
import { ROLE_WORDS } from '../../account/role-words';
import { formatDayAndTime } from '../../design/dates';
import { formatMoney } from '../../design/money';

/** `booking.confirmed` as it is read: "Booking confirmed". */
export function actionWords(action: string): string {
  return sentence(action.replace(/[._]/g, ' '));
}

/** Something that is different since: "Status", "pending", "confirmed". */
export interface Change {
  fact: string;
  before: string | undefined;
  after: string | undefined;
}

type Facts = Record<string, unknown>;

/** Facts whose names, taken apart, do not say what they are. */
const FACT_WORDS: Readonly<Record<string, string>> = {
  userId: 'User',
  ticketIds: 'Tickets',
  ticketCount: 'Tickets',
  totalMinor: 'Total',
  paidMinor: 'Paid',
  holdExpiresAt: 'Held until',
  holdExtensions: 'Times extended',
  fromBookingId: 'From booking',
};

/** As the API writes a moment. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What was changed: each fact that is not what it was, in the order that the server gives. */
export function changesOf(
  { before, after }: Pick<AuditEntryDto, 'before' | 'after'>,
  locale?: string,
  names: Readonly<Record<string, string | undefined>> = {},
): Change[] {
  const told = { ...before, ...after };
  const facts = Object.keys(told).filter((fact) => fact !== 'currency' || !tellsAmounts(told));
  return facts
    .map((fact) => ({
      fact: factWords(fact),
      before: shown(fact, before, names, locale),
      after: shown(fact, after, names, locale),
    }))
    .filter((change) => change.before !== change.after);
}

function factWords(fact: string): string {
  // A tier's name stands as the organiser wrote it.
  if (!/^[a-z][a-zA-Z]*$/.test(fact)) return fact;
  return FACT_WORDS[fact] ?? sentence(fact.replace(/(?=[A-Z])/g, ' ').toLowerCase());
}

function shown(
  fact: string,
  facts: Facts | null,
  names: Readonly<Record<string, string | undefined>>,
  locale?: string,
): string | undefined {
  const value = facts?.[fact];
  if (!facts || value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  const { currency } = facts;
  if (typeof value === 'number' && isAmount(fact) && typeof currency === 'string') {
    return formatMoney(value, currency, locale);
  }
  if (typeof value !== 'string') return plain(value);
  if (fact === 'userId' && names[value]) return `${names[value]} (${value})`;
  if (fact === 'role' && value in ROLE_WORDS) return ROLE_WORDS[value as UserRole];
  return INSTANT.test(value) ? formatDayAndTime(value, locale) : value;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Amounts are shown as money, which names the currency. */
function tellsAmounts(facts: Facts): boolean {
  return Object.keys(facts).some(isAmount);
}

function isAmount(fact: string): boolean {
  return fact.endsWith('Minor');
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
