import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  EventAnnouncements,
  type AnnouncementOfEvent,
} from '../../events/announcements/event-announcements.js';
import { EventCatalogue } from '../../events/event-catalogue.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { AnnouncementMails } from './announcement-mails.js';

/** Milliseconds between two looks: soon enough for a mail, and an idle process asks little of its database. */
const LOOK_INTERVAL_MS = 5_000;

/** Most announcements that one look works on; the next goes on. */
const ANNOUNCEMENTS_AT_ONCE = 100;

/** What a step has done: something, nothing for now, or everything there was. */
type Step = 'worked' | 'waits' | 'finished';

/**
 * Writes what is announced to all who have tickets, some at a time. Each step is a transaction that also notes how far
 * it has come, so a process that dies in between loses nothing and repeats nothing. Every process looks, and one at a
 * time works on an event.
 *
 * A message goes to who has paid until then. A change also goes to who held tickets then and pays later: once none of
 * these holds is left, those who have paid since are gone through.
 */
@Injectable()
export class FollowAnnouncements implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('FollowAnnouncements');
  private readonly task: PeriodicTask;

  constructor(
    private readonly transactions: Transactions,
    private readonly announcements: EventAnnouncements,
    private readonly catalogue: EventCatalogue,
    private readonly mails: AnnouncementMails,
  ) {
    this.task = new PeriodicTask('FollowAnnouncements', LOOK_INTERVAL_MS, () => this.execute());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /**
   * Takes a step with each announcement.
   *
   * @returns whether there is more to do at once; a process that is stopped leaves it to the others
   */
  async execute(): Promise<boolean> {
    let hasMore = false;
    for (const announcement of await this.announcements.open(ANNOUNCEMENTS_AT_ONCE)) {
      try {
        hasMore = (await this.step(announcement)) === 'worked' || hasMore;
      } catch (error) {
        // The next look carries on; the others don't wait for it.
        const { id, eventId } = announcement;
        this.logger.warn(`Announcement ${id} of event ${eventId} waits: ${String(error)}`);
      }
    }
    return hasMore;
  }

  private async step(announcement: AnnouncementOfEvent): Promise<Step> {
    // Read before the transaction, which takes no second connection.
    const event = await this.catalogue.recent(announcement.eventId);
    return this.transactions.run(async (manager): Promise<Step> => {
      const open = await this.announcements.take(manager, announcement);
      if (!open) return 'waits';
      const notified = open.isCancelled
        ? undefined
        : await this.mails.writeNext(manager, open, event);
      if (notified) {
        await this.announcements.notifiedUntil(manager, open, notified);
        return 'worked';
      }
      if (open.kind === 'message' || open.isSettled || open.isCancelled) {
        await this.announcements.finish(manager, open);
        return 'finished';
      }
      if (!open.isSeen || (await this.mails.isHeldBefore(manager, open))) return 'waits';
      await this.announcements.settle(manager, open);
      return 'worked';
    });
  }
}
