import type { AuditEntryDto, AuditSubjectKind, UserRole } from '@boxoffice/contracts';
import { roleName, ROLES } from '../../account/role-name';
import { formatDayAndTime, formatMoney, formatNumber, formatPercent } from '../../design/formats';
import { ORGANISER_ROLES, organiserRoleName } from '../../organiser/organiser-role-name';
import { COUNTED_TIERS } from '../create-tickets/creation';
import { FACTS, VALUES, type Names } from './fact-words';

const ACTIONS: Names = {
  'booking.reserved': () => $localize`Tickets held`,
  'booking.attendees_changed': () => $localize`Attendees changed`,
  'booking.ticket_code_replaced': () => $localize`Ticket code replaced`,
  'booking.transfer_offered': () => $localize`Ticket offered to somebody`,
  'booking.transfer_accepted': () => $localize`Ticket passed on`,
  'booking.transfer_taken_back': () => $localize`Ticket taken back`,
  'booking.buyer_corrected': () => $localize`Buyer corrected`,
  'booking.mail_requested': () => $localize`Email requested again`,
  'booking.confirmed': () => $localize`Booking confirmed`,
  'booking.cancelled': () => $localize`Booking cancelled`,
  'booking.expired': () => $localize`Hold expired`,
  'booking.extended': () => $localize`Hold extended`,
  'booking.moved': () => $localize`Booking transferred`,
  'booking.payment_failed': () => $localize`Payment failed`,
  'booking.retaken': () => $localize`Tickets taken again`,
  'booking.tickets_given_back': () => $localize`Tickets given back`,
  'payment.started': () => $localize`Payment started`,
  'payment.attempted': () => $localize`Payment attempted`,
  'payment.declined': () => $localize`Payment declined`,
  'payment.open': () => $localize`Payment not completed`,
  'payment.processing': () => $localize`Payment under way`,
  'payment.cancelled': () => $localize`Payment cancelled`,
  'payment.returned': () => $localize`Payment returned`,
  'dispute.opened': () => $localize`Payment disputed`,
  'dispute.raised': () => $localize`Dispute has taken more`,
  'dispute.won': () => $localize`Dispute won`,
  'dispute.lost': () => $localize`Dispute lost`,
  'refund.requested': () => $localize`Refund requested`,
  'refund.processing': () => $localize`Refund under way`,
  'refund.succeeded': () => $localize`Refund sent`,
  'refund.failed': () => $localize`Refund failed`,
  'booking.split': () => $localize`Booking split`,
  'booking.split_off': () => $localize`Booking split off`,
  'event.created': () => $localize`Event created`,
  'event.changed': () => $localize`Event changed`,
  'money.difference_found': () => $localize`Money that doesn’t match`,
  'event.exported': () => $localize`Event’s data exported`,
  'event.published': () => $localize`Event published`,
  'event.paused': () => $localize`Sale paused`,
  'event.resumed': () => $localize`Sale resumed`,
  'event.cancelled': () => $localize`Event cancelled`,
  'event.refunds_continued': () => $localize`Refunds of a cancelled event started`,
  'event.refunds_stopped': () => $localize`Refunds of a cancelled event stopped`,
  'event.buyers_written_to': () => $localize`Buyers written to`,
  'event.duplicated': () => $localize`Event duplicated`,
  'event.capacity_changed': () => $localize`Capacity changed`,
  'event.tier_added': () => $localize`Tier added`,
  'event.tier_changed': () => $localize`Tier changed`,
  'event.tier_removed': () => $localize`Tier removed`,
  'event.ticket_type_added': () => $localize`Ticket type added`,
  'event.ticket_type_changed': () => $localize`Ticket type changed`,
  'event.ticket_type_removed': () => $localize`Ticket type removed`,
  'event.ticket_types_reordered': () => $localize`Ticket types reordered`,
  'event.tiers_reordered': () => $localize`Tiers reordered`,
  'event.series_created': () => $localize`Series created`,
  'event.image_changed': () => $localize`Picture changed`,
  'event.image_described': () => $localize`Picture described`,
  'event.questions_changed': () => $localize`Questions changed`,
  'event.allotment_created': () => $localize`Allotment created`,
  'event.allotment_changed': () => $localize`Allotment changed`,
  'event.allotment_released': () => $localize`Allotment released`,
  'event.allotment_removed': () => $localize`Allotment removed`,
  'event.waitlist_changed': () => $localize`Waitlist changed`,
  'event.code_created': () => $localize`Code created`,
  'event.codes_created': () => $localize`Codes created`,
  'event.code_deleted': () => $localize`Code deleted`,
  'event.code_changed': () => $localize`Code changed`,
  'tickets.created': () => $localize`Tickets created`,
  'user.added': () => $localize`User added`,
  'organiser.changed': () => $localize`Organisation changed`,
  'organiser.invoice_settings_changed': () => $localize`Invoice details changed`,
  'organiser.invoices_exported': () => $localize`Invoices exported`,
  'organiser.ledger_exported': () => $localize`Ledger exported`,
  'organiser.takings_exported': () => $localize`Takings exported`,
  'organiser.founded': () => $localize`Organisation created`,
  'organiser.invitation_withdrawn': () => $localize`Invitation withdrawn`,
  'organiser.ticket_key_changed': () => $localize`New key for ticket codes`,
  'organiser.payments_changed': () => $localize`Payment settings changed`,
  'organiser.payments_removed': () => $localize`Payment settings removed`,
  'organiser.member_invited': () => $localize`Member invited`,
  'organiser.member_joined': () => $localize`Member joined`,
  'organiser.member_left': () => $localize`Member left`,
  'organiser.member_removed': () => $localize`Member removed`,
  'organiser.member_role_changed': () => $localize`Member’s role changed`,
  'webhook.created': () => $localize`Webhook added`,
  'webhook.changed': () => $localize`Webhook edited`,
  'webhook.removed': () => $localize`Webhook removed`,
  'webhook.disabled': () => $localize`Webhook switched off`,
  'webhook.secret_rotated': () => $localize`Webhook’s secret renewed`,
  'door_device.lent': () => $localize`Device lent to the door`,
  'door_device.taken_back': () => $localize`Device of the door taken back`,
  'user.disabled': () => $localize`User disabled`,
  'user.enabled': () => $localize`User enabled`,
  'user.erased': () => $localize`User erased`,
  'user.role_changed': () => $localize`Role changed`,
  'user.role_written': () => $localize`Role changed in the database`,
};

/** `booking.confirmed` as it is read: "Booking confirmed". An action of a newer server is taken apart. */
export function actionName(action: string): string {
  return ACTIONS[action]?.() ?? sentence(action.replace(/[._]/g, ' '));
}

const KINDS: Record<AuditSubjectKind, () => string> = {
  booking: () => $localize`Bookings`,
  event: () => $localize`Events`,
  organiser: () => $localize`Organisations`,
  user: () => $localize`Users`,
  session: () => $localize`Sessions`,
};

export function kindName(kind: AuditSubjectKind): string {
  return KINDS[kind]();
}

const NO_ROLES: Names = {
  system: () => $localize`System`,
  nobody: () => $localize`Nobody`,
};

/** Who acted: a role, or nobody who could have one. */
export function actorName(role: string): string {
  return nameOfRole(role) ?? NO_ROLES[role]?.() ?? sentence(role);
}

/** Something that is different since: "Status", "pending", "confirmed". */
export interface Change {
  fact: string;
  before: string | undefined;
  after: string | undefined;
}

type Facts = Record<string, unknown>;

/** As the API writes a moment. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What was changed: each fact that is not what it was, in the order that the server gives. */
export function changesOf(
  { before, after }: Pick<AuditEntryDto, 'before' | 'after'>,
  names: Readonly<Record<string, string | undefined>> = {},
): Change[] {
  const told = { ...before, ...after };
  const facts = Object.keys(told).filter((fact) => fact !== 'currency' || !tellsAmounts(told));
  return facts
    .map((fact) => ({
      fact: factName(fact),
      before: shown(fact, before, names),
      after: shown(fact, after, names),
    }))
    .filter((change) => change.before !== change.after);
}

function factName(fact: string): string {
  // A tier's name stands as the organiser wrote it.
  if (!/^[a-z][a-zA-Z]*$/.test(fact)) return fact;
  const counted = COUNTED_TIERS.find(({ created }) => created === fact);
  return (
    counted?.tier ?? FACTS[fact]?.() ?? sentence(fact.replace(/(?=[A-Z])/g, ' ').toLowerCase())
  );
}

function shown(
  fact: string,
  facts: Facts | null,
  names: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const value = facts?.[fact];
  if (!facts || value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => shownItem(fact, plain(item))).join(', ');
  if (typeof value === 'number') return shownNumber(fact, value, facts);
  if (typeof value === 'boolean') return value ? $localize`yes` : $localize`no`;
  return typeof value === 'string' ? shownText(fact, value, names) : plain(value);
}

/** Texts are not kept: only which were written. */
const LISTS_OF_FACTS = new Set(['texts', 'fields', 'changed']);

function shownItem(fact: string, item: string): string {
  if (LISTS_OF_FACTS.has(fact)) return factName(item);
  return fact === 'fees' ? shownFee(item) : item;
}

/** As the API writes a fee of an event: "100 a ticket", "250 basis points a booking, also on free tickets". */
const FEE = /^(\d+)( basis points)? a (ticket|booking)(, also on free tickets)?$/;

function shownFee(written: string): string {
  const [, amount = '', isPart, per, alsoOnFree] = FEE.exec(written) ?? [];
  if (amount === '') return written;
  const number = isPart ? formatPercent(Number(amount)) : formatNumber(Number(amount));
  const fee =
    per === 'ticket'
      ? $localize`${number}:amount: per ticket`
      : $localize`${number}:amount: per booking`;
  return alsoOnFree ? $localize`${fee}:fee:, also on free tickets` : fee;
}

function shownNumber(fact: string, value: number, { currency }: Facts): string {
  if (fact.endsWith('BasisPoints')) return formatPercent(value);
  return isAmount(fact) && typeof currency === 'string'
    ? formatMoney(value, currency)
    : formatNumber(value);
}

function shownText(
  fact: string,
  value: string,
  names: Readonly<Record<string, string | undefined>>,
): string {
  if (fact === 'userId' && names[value]) return `${names[value]} (${value})`;
  if (fact === 'role') return nameOfRole(value) ?? value;
  const known = VALUES[fact]?.[value]?.();
  return known ?? (INSTANT.test(value) ? formatDayAndTime(value) : value);
}

function nameOfRole(role: string): string | undefined {
  const known = ROLES.find((one: UserRole) => one === role);
  if (known) return roleName(known);
  const ofMember = ORGANISER_ROLES.find((one) => one === role);
  return ofMember && organiserRoleName(ofMember);
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
