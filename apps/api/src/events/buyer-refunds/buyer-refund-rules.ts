import type { BuyerRefundTermsDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { unknownEvent } from '../unknown-event.js';
import { buyerRefundTermsOf, type BuyerRefundColumns } from './event-buyer-refunds.js';

/** Whether tickets of an event can be returned by their buyers at this moment. */
export interface BuyerRefundRule {
  /** Null: buyers can't return tickets of this event. */
  terms: BuyerRefundTermsDto | null;
  isTooLate: boolean;
  isCancelled: boolean;
}

interface RuleRow extends BuyerRefundColumns {
  state: string;
  startsAt: Date;
  timeZone: string;
  /** The database's clock, by which sales end, too. */
  now: Date;
}

const RULE_SQL = `
  SELECT state, starts_at AS "startsAt", time_zone AS "timeZone",
    buyer_refund_days AS "buyerRefundDays", buyer_refund_fees AS "buyerRefundFees",
    clock_timestamp() AS now
  FROM events WHERE id = $1`;

/** Knows until when buyers return tickets of events themselves. */
@Injectable()
export class BuyerRefundRules {
  /** @throws DomainError EVENT_NOT_FOUND */
  async of(manager: EntityManager, eventId: string): Promise<BuyerRefundRule> {
    const [row] = await manager.query<RuleRow[]>(RULE_SQL, [eventId]);
    if (!row) throw unknownEvent(eventId);
    const terms = buyerRefundTermsOf(row);
    return {
      terms,
      isTooLate: terms !== null && row.now.getTime() >= Date.parse(terms.until),
      isCancelled: row.state === 'cancelled',
    };
  }
}
