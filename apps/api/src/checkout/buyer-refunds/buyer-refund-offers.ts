import type { BuyerRefundOfferDto, BuyerRefundRefusal, RefundFees } from '@boxoffice/contracts';
import { fullPriceOf, returnedPriceOf } from '@boxoffice/contracts/pricing';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PassOnCodes } from '../../admission/pass-on/pass-on-codes.js';
import type { LockedBooking } from '../../booking/pay/settle-bookings.js';
import { ticketsOfLines } from '../../booking/tickets-of-lines.js';
import { EventScans } from '../../door/scans/event-scans.js';
import { BuyerRefundRules } from '../../events/buyer-refunds/buyer-refund-rules.js';
import { PaymentPolicy } from '../../payments/payment-policy.js';
import { DisputeRecords } from '../../payments/records/dispute-records.js';
import { PaymentRecords } from '../../payments/records/payment-records.js';

/** Works out what buyers can return of their bookings by themselves, and what goes back for it. */
@Injectable()
export class BuyerRefundOffers {
  constructor(
    private readonly rules: BuyerRefundRules,
    private readonly policy: PaymentPolicy,
    private readonly payments: PaymentRecords,
    private readonly disputes: DisputeRecords,
    private readonly passOn: PassOnCodes,
    private readonly scans: EventScans,
  ) {}

  /** @param booking locked by the transaction, where something is to come of it */
  async of(manager: EntityManager, booking: LockedBooking): Promise<BuyerRefundOfferDto> {
    const { eventId, id } = booking;
    const { terms, isTooLate, isCancelled } = await this.rules.of(manager, eventId);
    const payments = await this.payments.ofBooking(manager, eventId, id);
    const paid = payments.find(({ status }) => status === 'captured');
    const leftMinor = paid ? this.payments.leftOf(paid) : 0;
    const disputes = await this.disputes.ofBooking(manager, eventId, id);
    const kept = await this.kept(manager, booking);
    const offered = terms ? offerOf(booking, terms.fees, leftMinor, kept) : NOTHING;
    const refusal = firstOf([
      ['event_cancelled', isCancelled],
      ['not_offered', terms === null],
      ['not_paid', booking.status !== 'confirmed'],
      ['too_late', isTooLate],
      ['disputed', disputes.some(({ status }) => status !== 'won')],
      ['nothing_left', offered.tickets.length === 0],
    ]);
    return {
      refusal,
      until: terms?.until ?? null,
      fees: terms?.fees ?? null,
      currency: booking.currency.trim(),
      paidBackByOrganiser: this.policy.isPaidBackByHand(paid?.provider),
      ...(refusal === null ? offered : NOTHING),
    };
  }

  /** Tickets that aren't the buyer's to return: somebody else's by now, or scanned at the door. */
  private async kept(
    manager: EntityManager,
    { eventId, id, ticketIds }: LockedBooking,
  ): Promise<ReadonlySet<string>> {
    const passedOn = await this.passOn.passedOn(manager, eventId, id);
    const scanned = await this.scans.admitted(manager, eventId, ticketIds);
    return new Set(ticketIds.filter((ticketId) => passedOn.has(ticketId) || scanned.has(ticketId)));
  }
}

type Offered = Pick<BuyerRefundOfferDto, 'leftMinor' | 'wholeMinor' | 'tickets'>;

const NOTHING: Offered = { leftMinor: 0, wholeMinor: 0, tickets: [] };

/** What goes back for some of the tickets that are offered: never more than is left of the payment. */
export function amountFor(
  { tickets, leftMinor, wholeMinor }: Offered,
  ticketIds: readonly string[],
): number {
  if (ticketIds.length === tickets.length) return wholeMinor;
  const chosen = tickets.filter(({ id }) => ticketIds.includes(id));
  return Math.min(
    leftMinor,
    chosen.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  );
}

/**
 * The tickets of a booking that is paid for, at the prices that were paid. Free ones can be returned, too; those for
 * which something was paid only while something goes back.
 *
 * @param kept those that aren't the buyer's to return
 */
function offerOf(
  booking: LockedBooking,
  fees: RefundFees,
  leftMinor: number,
  kept: ReadonlySet<string>,
): Offered {
  const totalMinor = Number(booking.totalMinor);
  if (totalMinor > 0 && leftMinor <= 0) return NOTHING;
  const tickets = ticketsOfLines(booking).flatMap(({ line, ticketIds }) => {
    const amountMinor = returnedPriceOf(line, fees);
    if (amountMinor <= 0 && fullPriceOf(line) > 0) return [];
    const { tier, ticketType = null } = line;
    const own = ticketIds.filter((id) => !kept.has(id));
    return own.map((id) => ({ id, tier, ticketType, amountMinor }));
  });
  const ofTickets = tickets.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  // With fees, the booking's own go back with its last ticket; fees that were kept of others don't.
  const ofAll = fees === 'with_fees' && kept.size === 0 ? totalMinor : ofTickets;
  return { leftMinor, wholeMinor: Math.min(leftMinor, ofAll), tickets };
}

function firstOf(
  refusals: readonly [refusal: BuyerRefundRefusal, applies: boolean][],
): BuyerRefundRefusal | null {
  return refusals.find(([, applies]) => applies)?.[0] ?? null;
}
