import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HoldOffered } from '../../booking/offers/hold-offered.js';
import { ReleaseDueAllotments } from '../../events/allotments/release-due-allotments.js';
import { EventOffers, type HoldTerms } from '../../events/event-offers.js';
import { WaitlistStocks } from '../../events/waitlists/waitlist-stocks.js';
import { Settings } from '../../platform/config/settings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { StockLedger } from '../../tickets/availability/stock-ledger.js';
import { CloseLists } from './close-lists.js';
import {
  endWaiting,
  lockList,
  lockWaiting,
  nextOffer,
  type KeptTickets,
  type NextOffer,
} from './next-offer.js';
import { OfferMails } from './offer-mails.js';

/** Most offers of an event that one look makes: some seconds' work. The next look goes on. */
const OFFERS_AT_ONCE = 1_000;

/** A hold that its buyer didn't ask for isn't extended: others wait for it. */
const NO_EXTENSIONS = 32_767;

/**
 * Offers what is kept for those who wait, one entry after the other: each in a transaction of its own, which holds the
 * tickets, writes the mail, and takes the entry off the list, or does none of it. Every process looks every few seconds,
 * with what looks for allotments to release; of an event, one offers at a time. A process that dies leaves the rest to the
 * next look.
 */
@Injectable()
export class OfferTickets implements OnModuleInit {
  private readonly logger = new Logger('OfferTickets');

  constructor(
    private readonly looks: ReleaseDueAllotments,
    private readonly transactions: Transactions,
    private readonly stocks: WaitlistStocks,
    private readonly offers: EventOffers,
    private readonly ledger: StockLedger,
    private readonly holds: HoldOffered,
    private readonly mails: OfferMails,
    private readonly closeLists: CloseLists,
    private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.looks.offeredBy((eventIds) => this.execute(eventIds));
  }

  /** @param eventIds events with a waitlist that is open */
  async execute(eventIds: readonly string[]): Promise<void> {
    for (const eventId of eventIds) {
      try {
        await this.ofEvent(eventId);
      } catch (error) {
        // It must not keep the others, and is looked at again.
        this.logger.warn(`The waitlist of event ${eventId} waits: ${String(error)}`);
      }
    }
  }

  private async ofEvent(eventId: string): Promise<void> {
    const event = await this.mails.eventOf(eventId);
    // What these wait for isn't on sale at this moment. They keep their places, and hold up nobody.
    const passedOver: string[] = [];
    for (let made = 0; made < OFFERS_AT_ONCE; made += 1) {
      const committed = await this.transactions.run((manager) =>
        this.offerNext(manager, event, passedOver),
      );
      if (!committed) break;
      committed();
    }
    await this.closeLists.execute(eventId);
  }

  /** @returns what follows the commit; undefined where there is nothing to offer, or nobody to offer it to */
  private async offerNext(
    manager: EntityManager,
    event: Awaited<ReturnType<OfferMails['eventOf']>>,
    passedOver: string[],
  ): Promise<(() => void) | undefined> {
    const list = await lockList(manager, event.id);
    if (!list || list.paused) return undefined;
    const { state, secondsLeft } = await this.stocks.offering(manager, event.id);
    if (state !== 'open') return undefined;
    const kept = await this.keptOf(manager, event.id);
    const next = await nextOffer(manager, event.id, kept, list.byLot, passedOver);
    // No hold outlasts the sale.
    const seconds = Math.min(this.settings.WAITLIST_OFFER_SECONDS, Math.max(1, secondsLeft));
    const terms = { seconds, extensions: NO_EXTENSIONS };
    return next && this.offerTo(manager, event, next, terms, passedOver);
  }

  private async keptOf(manager: EntityManager, eventId: string): Promise<KeptTickets[]> {
    const open = await this.stocks.open(manager, eventId);
    const levels = await this.ledger.ofEvent(eventId, manager);
    return open
      .map((stock) => ({ ...stock, available: levels.get(stock.allotmentId)?.available ?? 0 }))
      .filter(({ available }) => available > 0);
  }

  private async offerTo(
    manager: EntityManager,
    event: Awaited<ReturnType<OfferMails['eventOf']>>,
    next: NextOffer,
    terms: HoldTerms,
    passedOver: string[],
  ): Promise<(() => void) | undefined> {
    const { entryId, userId, allotmentId } = next;
    // Before the entry, as whoever erases them does.
    const addressee = await this.mails.lockAddressee(manager, userId);
    // They left at this moment: the next look knows.
    if (!(await lockWaiting(manager, event.id, entryId))) return () => undefined;
    const offer = await this.offers.read(manager, event.id);
    const held = await this.holds.execute(manager, offer, next, terms);
    if (held.status === 'busy') return undefined;
    if (held.status === 'not_on_sale') {
      return () => {
        passedOver.push(entryId);
      };
    }
    if (held.status === 'refused' || held.status === 'closed') {
      await endWaiting(manager, event.id, entryId, null);
      if (addressee && held.status === 'refused')
        await this.mails.refused(manager, event, addressee, entryId);
      return () => undefined;
    }
    const { booking } = held;
    await endWaiting(manager, event.id, entryId, booking.id);
    if (addressee) await this.mails.offered(manager, event, addressee, held);
    return () => this.holds.committed(event.id, allotmentId, booking);
  }
}
