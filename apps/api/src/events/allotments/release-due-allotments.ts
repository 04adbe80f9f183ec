import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { THE_SYSTEM } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import { ReleaseAllotment, type AllotmentOfEvent } from './release-allotment.js';

/** Milliseconds between two looks: nobody notices ten seconds, and an idle process asks little of its database. */
const LOOK_INTERVAL_MS = 10_000;

/** Most of them that one look releases, each in a transaction of its own; the next follows at once. */
const RELEASED_AT_ONCE = 100;

/** Most events whose waitlists one look goes through; the next look goes on after the last of them. */
const WAITLISTS_AT_ONCE = 1_000;

/** In one statement: an idle process asks little. A null allotment is an event that somebody waits for. */
const DUE_SQL = `
  (SELECT event_id AS "eventId", id AS "allotmentId" FROM allotments
   WHERE released_at IS NULL AND releases_at <= now()
   ORDER BY releases_at LIMIT $1)
  UNION ALL
  (SELECT DISTINCT event_id, NULL::bigint FROM allotments
   WHERE purpose = 'waitlist' AND released_at IS NULL AND event_id > $2
   ORDER BY event_id LIMIT ${WAITLISTS_AT_ONCE})`;

/** Whoever else is releasing or changing it is not waited for. */
const LOCK_SQL = `
  SELECT id FROM allotments
  WHERE event_id = $1 AND id = $2 AND released_at IS NULL AND releases_at <= now()
  FOR NO KEY UPDATE SKIP LOCKED`;

/**
 * Releases allotments by their time and the database's clock, those too whose time came while no process ran. Every
 * process looks, and each allotment is released once.
 */
@Injectable()
export class ReleaseDueAllotments implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ReleaseDueAllotments');
  private readonly task: PeriodicTask;
  /** The last event whose waitlist was gone through, or 0 to begin anew. */
  private lastWaitedFor = '0';
  private offer: (eventIds: string[]) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly release: ReleaseAllotment,
    private readonly capacity: TierCapacity,
    private readonly audit: AuditTrail,
  ) {
    this.task = new PeriodicTask('ReleaseDueAllotments', LOOK_INTERVAL_MS, async () => {
      return (await this.execute()) === RELEASED_AT_ONCE;
    });
  }

  /** Says who offers what is kept for waitlists; before the application has started. */
  offeredBy(offer: (eventIds: string[]) => Promise<void>): void {
    this.offer = offer;
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  /** @returns how many were released */
  async execute(): Promise<number> {
    const found = await this.dataSource.query<{ eventId: string; allotmentId: string | null }[]>(
      DUE_SQL,
      [RELEASED_AT_ONCE, this.lastWaitedFor],
    );
    let released = 0;
    const waitedFor: string[] = [];
    for (const { eventId, allotmentId } of found) {
      if (allotmentId === null) {
        waitedFor.push(eventId);
        continue;
      }
      const allotment = { eventId, allotmentId };
      try {
        if (await this.releaseOne(allotment)) released += 1;
      } catch (error) {
        // One that can't be released now must not keep the others: it is due at the next look, too.
        this.logger.warn(`Allotment ${allotmentId} of event ${eventId} waits: ${String(error)}`);
      }
    }
    this.lastWaitedFor = waitedFor.length < WAITLISTS_AT_ONCE ? '0' : (waitedFor.at(-1) ?? '0');
    // After what was released, which is theirs.
    if (waitedFor.length > 0) await this.offer(waitedFor);
    return released;
  }

  private async releaseOne(allotment: AllotmentOfEvent): Promise<boolean> {
    const { eventId, allotmentId } = allotment;
    const isReleased = await this.transactions.run(async (manager) => {
      const locked = await manager.query<unknown[]>(LOCK_SQL, [eventId, allotmentId]);
      if (locked.length === 0) return false;
      const released = await this.release.execute(manager, allotment);
      await this.audit.record(manager, [
        {
          ...THE_SYSTEM,
          action: 'event.allotment_released',
          subject: { kind: 'event', id: eventId, eventId },
          before: null,
          after: { allotmentId, released },
        },
      ]);
      return true;
    });
    if (isReleased) this.capacity.changed(eventId);
    return isReleased;
  }
}
