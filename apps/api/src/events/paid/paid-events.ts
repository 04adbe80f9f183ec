import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PaidSales } from '../../payments/accounts/paid-sales.js';
import { ProviderAccounts } from '../../payments/accounts/provider-accounts.js';
import { validationFailed } from '../../platform/http/validation/validation-failed.js';
import { IS_OVER_SQL } from '../event-details.js';
import type { EventEntity } from '../event.entity.js';

/**
 * Whether buyers of an `event` may have to pay. What is hidden counts: a code opens it. Fees that are a share of the
 * price, or not charged on free tickets, come with a price alone.
 */
const COSTS_MONEY_SQL = `(
  EXISTS (SELECT FROM tiers WHERE event_id = event.id AND price_minor > 0)
  OR EXISTS (SELECT FROM ticket_types WHERE event_id = event.id AND price_minor > 0)
  OR EXISTS (SELECT FROM fees WHERE event_id = event.id AND on_free_tickets AND amount_minor > 0))`;

/** A paused event goes on, and a sale that has ended can be prolonged, until the event is over. */
const ON_SALE_SQL = `
  SELECT event.name FROM events AS event
  WHERE event.organiser_id = $1 AND event.state IN ('published', 'paused')
    AND NOT ${IS_OVER_SQL} AND ${COSTS_MONEY_SQL}
  ORDER BY event.starts_at, event.id LIMIT $2`;

/**
 * Keeps the rule that what costs money isn't on sale without a payment method: when an event is published, when it
 * is changed afterwards, and when a payment method is taken away.
 */
@Injectable()
export class PaidEvents implements OnModuleInit {
  constructor(
    private readonly accounts: ProviderAccounts,
    private readonly sales: PaidSales,
  ) {}

  onModuleInit(): void {
    this.sales.foundBy(async (manager, organiserId, max) => {
      const rows = await manager.query<{ name: string }[]>(ON_SALE_SQL, [organiserId, max]);
      return rows.map(({ name }) => name);
    });
  }

  /** Whether buyers of an event may have to pay, and can't. */
  async lacksPaymentMethod(
    manager: EntityManager,
    { id, organiserId }: Pick<EventEntity, 'id' | 'organiserId'>,
  ): Promise<boolean> {
    const methods = await this.accounts.enabled(organiserId, manager);
    return methods.length === 0 && (await costsMoney(manager, id));
  }

  /**
   * Refuses what was just written of an event, if it is on sale now and buyers couldn't pay.
   *
   * @param fields those that ask for money, or put the event on sale again; none: there is nothing to refuse
   * @throws DomainError VALIDATION_FAILED, which names each of them
   */
  async requirePaymentMethod(
    manager: EntityManager,
    event: EventEntity,
    fields: readonly string[],
  ): Promise<void> {
    if (fields.length === 0 || event.state === 'draft') return;
    await this.accounts.keepEnabled(manager, event.organiserId);
    if (!(await this.lacksPaymentMethod(manager, event))) return;
    throw validationFailed(
      fields.map((field) => ({
        field,
        reason: 'NO_PAYMENT_METHOD',
        messages: [
          `${field} needs a payment method: this event is published, and your organisation has none. Set one up first`,
        ],
      })),
    );
  }
}

async function costsMoney(manager: EntityManager, eventId: string): Promise<boolean> {
  const [row] = await manager.query<{ costsMoney: boolean }[]>(
    `SELECT ${COSTS_MONEY_SQL} AS "costsMoney" FROM events AS event WHERE event.id = $1`,
    [eventId],
  );
  return row?.costsMoney ?? false;
}

/** Those fields whose prices were raised. */
export function raised(
  prices: readonly { field: string; priceMinor: number; before?: number }[],
): string[] {
  return prices
    .filter(({ priceMinor, before = 0 }) => priceMinor > before)
    .map(({ field }) => field);
}
