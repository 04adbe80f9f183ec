import type { ChangeWaitlistDto, WaitlistDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { EventChanges, type ChangeRequest } from '../../events/event-changes.js';
import { ShowWaitlist } from '../show/show-waitlist.js';

/** How a list is run. */
interface Terms {
  paused: boolean;
  byLot: boolean;
}

/** Pauses a waitlist, and says in which order it is served. */
@Injectable()
export class ChangeWaitlist {
  constructor(
    private readonly changes: EventChanges,
    private readonly show: ShowWaitlist,
  ) {}

  /** @throws DomainError those of {@link EventChanges.run} */
  execute(request: ChangeRequest, fields: ChangeWaitlistDto): Promise<WaitlistDto> {
    const { eventId } = request;
    return this.changes.answering(
      request,
      async (manager) => {
        await manager.query(
          'INSERT INTO waitlists (event_id) VALUES ($1) ON CONFLICT (event_id) DO NOTHING',
          [eventId],
        );
        const [row] = await manager.query<[Terms]>(
          `SELECT paused_at IS NOT NULL AS paused, by_lot AS "byLot" FROM waitlists
           WHERE event_id = $1 FOR NO KEY UPDATE`,
          [eventId],
        );
        const before = { paused: row.paused, byLot: row.byLot };
        const { paused = before.paused, byLot = before.byLot } = fields;
        const after = { paused, byLot };
        if (after.paused === before.paused && after.byLot === before.byLot) return undefined;
        await manager.query(
          `UPDATE waitlists SET by_lot = $3, paused_at = CASE WHEN $2 THEN coalesce(paused_at, now()) END
           WHERE event_id = $1`,
          [eventId, after.paused, after.byLot],
        );
        return { action: 'event.waitlist_changed', before, after };
      },
      (manager) => this.show.read(manager, eventId),
    );
  }
}
