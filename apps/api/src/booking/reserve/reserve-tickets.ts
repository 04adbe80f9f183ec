import {
  DEFAULT_EVENT_ID,
  ProblemCode,
  type ReservationDto,
  type ReserveDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { backOff, Transactions } from '../../database/in-transaction.js';
import { EventCatalogue, type Offer } from '../../events/event-catalogue.js';
import { Ids } from '../../ids/ids.module.js';
import { fromMinor } from '../../payments/money.js';
import { DomainError } from '../../problems/domain-error.js';
import { TicketInventory } from '../../tickets/inventory/ticket-inventory.js';
import { toTicketDto, type TicketRow } from '../../tickets/ticket-row.js';
import { insertBooking, totalOf } from '../insert-booking.js';
import { isTooLarge, readOrder, tooLarge, type OrderLine } from './order.js';
import { Shortage, ShortOfTicketsError } from './shortage.js';

/**
 * How often an order tries again when enough tickets are free but others have them locked at the
 * moment of each try, and how long it waits before the first retry, in milliseconds (then twice as
 * long each time, 0.3 s in all). A reservation holds its locks for a few milliseconds.
 */
const RETRIES_MAX = 5;
const FIRST_WAIT_MS = 10;

/**
 * Holds tickets for a buyer: all that was asked for, or none.
 *
 * One transaction: the free tickets are locked with `FOR UPDATE SKIP LOCKED`, tier by tier in the
 * order of sale, and become the booking's before anybody else can see them. Two buyers at once lock
 * different tickets; neither waits for the other.
 */
@Injectable()
export class ReserveTickets {
  constructor(
    private readonly transactions: Transactions,
    private readonly catalogue: EventCatalogue,
    private readonly inventory: TicketInventory,
    private readonly shortage: Shortage,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError EVENT_NOT_FOUND, USER_NOT_FOUND, TIER_NOT_FOUND, NOT_ON_SALE, SOLD_OUT,
   * HELD_BY_OTHERS or NOT_ENOUGH_TICKETS
   */
  async execute(
    userId: string,
    { eventId = DEFAULT_EVENT_ID, tickets }: ReserveDto,
  ): Promise<ReservationDto> {
    for (let retries = 0; ; retries += 1) {
      try {
        return await this.transactions.run(async (manager) => {
          const offer = await this.catalogue.offer(manager, eventId);
          const order = readOrder(tickets, offer.tiers);
          return this.reserve(manager, userId, offer, order);
        });
      } catch (error) {
        if (!(error instanceof ShortOfTicketsError)) throw error;
        const reason = await this.shortage.explain(eventId, error.order);
        if (reason) throw reason;
        // Told only now: whoever asks for more than there is should hear how many there are.
        if (isTooLarge(error.order)) throw tooLarge();
        if (retries === RETRIES_MAX) throw await this.shortage.contended(eventId, error.order);
        await backOff(FIRST_WAIT_MS * 2 ** retries);
      }
    }
  }

  private async reserve(
    manager: EntityManager,
    userId: string,
    offer: Offer,
    order: OrderLine[],
  ): Promise<ReservationDto> {
    const { event, holdSeconds } = offer;
    if (!offer.onSale) {
      throw new DomainError(ProblemCode.NotOnSale, `${event.name} is not on sale at the moment.`);
    }
    if (isTooLarge(order)) throw new ShortOfTicketsError(order);
    const ticketIds: string[] = [];
    for (const { tier, quantity } of order) {
      const free = await this.inventory.lockFree(manager, event.id, tier.id, quantity);
      if (free.length < quantity) throw new ShortOfTicketsError(order);
      ticketIds.push(...free);
    }
    const lines = order.map(({ tier, quantity }) => ({
      tierId: tier.id,
      tier: tier.name,
      quantity,
      priceMinor: tier.priceMinor,
    }));
    const totalMinor = totalOf(lines);
    const bookingId = this.ids.next();
    const { expiresAt, serverTime } = await insertBooking(manager, {
      eventId: event.id,
      id: bookingId,
      userId,
      ticketIds,
      lines,
      totalMinor,
      currency: event.currency,
      hold: { seconds: holdSeconds },
    });
    const held = await this.inventory.hold(manager, event.id, ticketIds, { bookingId, userId });
    return {
      success: true,
      message: inWords(held, holdSeconds),
      reservedTickets: held.map(toTicketDto),
      bookingId,
      expiresAt: expiresAt.toISOString(),
      serverTime: serverTime.toISOString(),
      total: fromMinor(totalMinor, event.currency),
      totalMinor,
      currency: event.currency,
    };
  }
}

function inWords(held: TicketRow[], holdSeconds: number): string {
  const tickets = held.length === 1 ? '1 ticket' : `${held.length} tickets`;
  const time =
    holdSeconds % 60 === 0 && holdSeconds > 60
      ? `${holdSeconds / 60} minutes`
      : `${holdSeconds} seconds`;
  return `${tickets} held for ${time}`;
}
