import type { TransferRefusal } from '@boxoffice/contracts';
import type { EntityManager } from 'typeorm';
import { refused } from './transfer-rows.js';

/** Whether tickets of an event can be passed on now, by the database's clock. */
export interface TransferRule {
  /** Why they can't; null: they can. */
  refusal: TransferRefusal | null;
  /** Until when; null: not at all. */
  until: Date | null;
  /** Until when one that is passed on now can be accepted; null: not at all. */
  acceptUntil: Date | null;
}

interface RuleRow {
  until: Date | null;
  /** Also where it can't be passed on. */
  acceptUntil: Date;
  isOver: boolean | null;
  isCancelled: boolean;
}

const WHY: Readonly<Record<TransferRefusal, string>> = {
  event_cancelled: 'The event is cancelled.',
  not_offered: 'Tickets of this event can’t be passed on.',
  too_late: 'It is too late to pass on tickets of this event.',
};

const RULE_SQL = `
  SELECT rule.until, least(rule.until, now() + make_interval(hours => $2)) AS "acceptUntil",
    rule.until <= now() AS "isOver", event.state = 'cancelled' AS "isCancelled"
  FROM events AS event CROSS JOIN LATERAL (
    SELECT event.starts_at - make_interval(hours => event.transfer_hours) AS until
  ) AS rule
  WHERE event.id = $1`;

/**
 * Reads what the organiser lets buyers of an event pass on.
 *
 * @param offerHours how long an offer can be accepted, at the most
 */
export async function transferRuleOf(
  manager: EntityManager,
  eventId: string,
  offerHours: number,
): Promise<TransferRule> {
  const [rule] = await manager.query<RuleRow[]>(RULE_SQL, [eventId, offerHours]);
  const until = rule?.until ?? null;
  const refusal = refusalOf(rule, until);
  return { until, refusal, acceptUntil: refusal === null ? (rule?.acceptUntil ?? null) : null };
}

/**
 * Refuses what the organiser doesn't let buyers pass on now.
 *
 * @returns until when one that is offered now can be accepted
 * @throws DomainError TICKET_TRANSFER_REFUSED
 */
export async function requireTransferable(
  manager: EntityManager,
  eventId: string,
  offerHours: number,
): Promise<Date | null> {
  const { refusal, acceptUntil } = await transferRuleOf(manager, eventId, offerHours);
  if (refusal !== null) throw refused(WHY[refusal]);
  return acceptUntil;
}

function refusalOf(rule: RuleRow | undefined, until: Date | null): TransferRefusal | null {
  if (rule?.isCancelled) return 'event_cancelled';
  if (until === null) return 'not_offered';
  return rule?.isOver ? 'too_late' : null;
}
