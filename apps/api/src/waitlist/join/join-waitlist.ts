import {
  ProblemCode,
  type JoinWaitlistDto,
  type WaitlistEntryDto,
  type WaitlistTicketsDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HoldOffered, type WaitedTier } from '../../booking/offers/hold-offered.js';
import { EventOffers } from '../../events/event-offers.js';
import { WaitlistStocks } from '../../events/waitlists/waitlist-stocks.js';
import type { Actor } from '../../platform/audit/actor.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { usersOfBuyerSql } from '../../users/buyers-sql.js';
import { UserDirectory } from '../../users/user-directory.js';
import { ListEntries } from '../show/list-entries.js';

/**
 * Whether the mailbox of a user waits already, as somebody else. A guest hasn't proved theirs, and keeps no account from
 * waiting: or a stranger could.
 */
const KNOWN_MAILBOX_SQL = `
  SELECT FROM waitlist_entries AS entry
  JOIN users AS other ON other.id = entry.user_id
  JOIN users AS asking ON asking.id = $2
  WHERE entry.event_id = $1 AND entry.state = 'waiting' AND other.id <> asking.id
    AND (asking.role = 'guest' OR other.role <> 'guest')
    AND entry.user_id = ANY (ARRAY(
      SELECT mine.id FROM users AS buyer
      CROSS JOIN LATERAL (${usersOfBuyerSql('buyer.mailbox_key', 'buyer.id')}) AS mine
      WHERE buyer.id = $2
    ))
  LIMIT 1`;

/** Puts a buyer into an event's waitlist. */
@Injectable()
export class JoinWaitlist {
  constructor(
    private readonly idempotent: IdempotentTransaction,
    private readonly offers: EventOffers,
    private readonly holds: HoldOffered,
    private readonly stocks: WaitlistStocks,
    private readonly ledger: StockLedger,
    private readonly users: UserDirectory,
    private readonly entries: ListEntries,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError EVENT_NOT_FOUND, USER_NOT_FOUND, TIER_NOT_FOUND, TICKET_TYPE_NOT_FOUND, NOT_ON_SALE,
   * TICKETS_AVAILABLE where a tier isn't sold out, ALREADY_WAITING, BOOKING_LIMIT_EXCEEDED, TOO_FEW_TICKETS,
   * VALIDATION_FAILED where a tier is named twice
   */
  execute(
    userId: string,
    eventId: string,
    { tickets, quantity, allOrNothing }: JoinWaitlistDto,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<WaitlistEntryDto> {
    requireEachOnce(tickets);
    const entryId = this.ids.next();
    return this.idempotent.run(keyed, async (manager) => {
      const waited = await this.requirePossible(manager, eventId, tickets, quantity);
      await this.users.refuseClosed(manager, actor, userId);
      await this.refuseKnownMailbox(manager, eventId, userId);
      await this.openLists(manager, eventId, waited);
      await manager.query(
        `INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing)
         VALUES ($1, $2, $3, $4, $5)`,
        [eventId, entryId, userId, quantity, allOrNothing],
      );
      await manager.query(
        `INSERT INTO waitlist_tiers (event_id, entry_id, tier_id, ticket_type_id, preference)
         SELECT $1, $2, tier_id, ticket_type_id, preference
         FROM unnest($3::bigint[], $4::bigint[])
           WITH ORDINALITY AS waited (tier_id, ticket_type_id, preference)`,
        [
          eventId,
          entryId,
          tickets.map(({ tierId }) => tierId),
          tickets.map(({ ticketTypeId = null }) => ticketTypeId),
        ],
      );
      return { answer: await this.entries.find(manager, eventId, entryId) };
    });
  }

  /** The tiers, if what was asked for could be ordered at this moment. */
  private async requirePossible(
    manager: EntityManager,
    eventId: string,
    tickets: readonly WaitlistTicketsDto[],
    quantity: number,
  ): Promise<WaitedTier[]> {
    const offer = await this.offers.read(manager, eventId);
    if (!offer.onSale) {
      throw new DomainError(
        ProblemCode.NotOnSale,
        `${offer.event.name} is not on sale at the moment.`,
      );
    }
    return tickets.map(({ tierId, ticketTypeId }) =>
      this.holds.requirePossible(offer, { tierId, ticketTypeId, quantity }),
    );
  }

  /** One mailbox waits once, as an event's limits count it. */
  private async refuseKnownMailbox(
    manager: EntityManager,
    eventId: string,
    userId: string,
  ): Promise<void> {
    await this.holds.lockBuyer(manager, eventId, userId);
    const known = await manager.query<unknown[]>(KNOWN_MAILBOX_SQL, [eventId, userId]);
    if (known.length === 0) return;
    throw new DomainError(
      ProblemCode.AlreadyWaiting,
      'Somebody with this email address is on this event’s waitlist already. Nothing was changed.',
    );
  }

  /** So that what comes back of the tiers from now on is kept; nothing may be on general sale of them. */
  private async openLists(
    manager: EntityManager,
    eventId: string,
    waited: readonly WaitedTier[],
  ): Promise<void> {
    const closedAmong = (open: readonly { tierId: string }[]): WaitedTier[] =>
      waited.filter(({ tierId }) => !open.some((stock) => stock.tierId === tierId));
    // Mostly somebody waits already, or tickets are available: then nobody has to wait for a lock.
    const seen = closedAmong(await this.stocks.open(manager, eventId));
    if (seen.length > 0) {
      await this.requireSoldOut(manager, eventId, seen);
      await this.stocks.lock(manager, eventId);
    }
    await manager.query(
      'INSERT INTO waitlists (event_id) VALUES ($1) ON CONFLICT (event_id) DO NOTHING',
      [eventId],
    );
    const closed = closedAmong(await this.stocks.keepOpen(manager, eventId));
    if (closed.length === 0) return;
    // Again: the last one may have been closed in between.
    await this.stocks.lock(manager, eventId);
    await this.requireSoldOut(manager, eventId, closed);
    for (const { tierId } of closed) await this.stocks.openFor(manager, eventId, tierId);
  }

  /** @throws DomainError TICKETS_AVAILABLE */
  private async requireSoldOut(
    manager: EntityManager,
    eventId: string,
    tiers: readonly WaitedTier[],
  ): Promise<void> {
    const levels = await this.ledger.ofEvent(eventId, manager);
    for (const { tierId, tier } of tiers) {
      const available = levels.get(tierId)?.available ?? 0;
      if (available > 0) throw notSoldOut(tier, available);
    }
  }
}

function requireEachOnce(tickets: readonly WaitlistTicketsDto[]): void {
  const twice = tickets.findIndex(({ tierId }, index) =>
    tickets.slice(0, index).some((before) => before.tierId === tierId),
  );
  if (twice === -1) return;
  const message = 'must be a tier that is named once';
  throw new DomainError(ProblemCode.ValidationFailed, `tickets.${twice}.tierId ${message}.`, {
    errors: [{ field: `tickets.${twice}.tierId`, messages: [message] }],
  });
}

function notSoldOut(tier: string, available: number): DomainError {
  return new DomainError(
    ProblemCode.TicketsAvailable,
    `${tier} is on sale: ${available} ${available === 1 ? 'ticket is' : 'tickets are'} available. Nothing was changed.`,
    { available },
  );
}
