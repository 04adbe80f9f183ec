import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { EventCancellations } from '../../events/cancellation/event-cancellations.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { StockChanges } from '../../tickets/availability/stock-changes.js';
import type { ReleasedTicket } from '../../tickets/inventory/ticket-inventory.js';
import { CancellationMails } from './cancellation-mails.js';
import { EndHoldsOfEvent } from './end-holds-of-event.js';

/**
 * Milliseconds between two looks. A hold of a cancelled event can't be paid for meanwhile; an idle process asks little
 * of its database.
 */
const LOOK_INTERVAL_MS = 5_000;

/** Most cancelled events that one look works on; the next goes on. */
const EVENTS_AT_ONCE = 100;

/** What a step has done: something, nothing for now, or everything there was. */
type Step = 'worked' | 'waits' | 'finished';

/**
 * Carries out what follows from cancelling an event: first all its holds end, then everybody who had tickets is written
 * to. Each step is a transaction that also notes how far it has come, so a process that dies in between loses nothing
 * and repeats nothing. Every process looks, and one at a time works on an event.
 *
 * For a while after the event was cancelled, a reservation from before may still commit. Its hold ends with the next
 * look, and then the buyers are gone through once more: nobody is written to twice.
 */
@Injectable()
export class FollowCancellations implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('FollowCancellations');
  private readonly task: PeriodicTask;

  constructor(
    private readonly transactions: Transactions,
    private readonly cancellations: EventCancellations,
    private readonly catalogue: EventCatalogue,
    private readonly endHolds: EndHoldsOfEvent,
    private readonly mails: CancellationMails,
    private readonly stockChanges: StockChanges,
  ) {
    this.task = new PeriodicTask('FollowCancellations', LOOK_INTERVAL_MS, () => this.execute());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /**
   * Takes a step with each cancelled event.
   *
   * @returns whether there is more to do at once; a process that is stopped leaves it to the others
   */
  async execute(): Promise<boolean> {
    let hasMore = false;
    for (const eventId of await this.cancellations.open(EVENTS_AT_ONCE)) {
      try {
        hasMore = (await this.step(eventId)) === 'worked' || hasMore;
      } catch (error) {
        // The next look carries on; the other events don't wait for it.
        this.logger.warn(`Event ${eventId} is cancelled, and waits: ${String(error)}`);
      }
    }
    return hasMore;
  }

  /** Ends some holds; where none is left, writes to some buyers. */
  async step(eventId: string): Promise<Step> {
    // Read before the transaction, which takes no second connection.
    const event = await this.catalogue.recent(eventId);
    let released: ReleasedTicket[] = [];
    const done = await this.transactions.run(async (manager): Promise<Step> => {
      released = [];
      const open = await this.cancellations.take(manager, eventId);
      if (!open) return 'waits';
      const holds = await this.endHolds.execute(manager, eventId);
      if (holds.ended > 0) {
        released = holds.released;
        if (open.notified) await this.cancellations.notifiedUntil(manager, eventId, null);
        return 'worked';
      }
      if (open.eventIds.length > 1 && (await this.mails.isAnyHeld(manager, open))) return 'waits';
      const notified = await this.mails.writeNext(manager, open, event);
      if (notified) {
        await this.cancellations.notifiedUntil(manager, eventId, notified);
        return 'worked';
      }
      if (!open.isSettled) return 'waits';
      await this.cancellations.finish(manager, eventId);
      return 'finished';
    });
    this.stockChanges.released(released);
    return done;
  }
}
