import {
  ANNOUNCED_CHANGES_A_DAY,
  ANNOUNCED_MESSAGES_A_DAY,
  ProblemCode,
  type AnnouncementDto,
  type AnnouncementKind,
  type WriteToBuyersDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { DataSource, type EntityManager } from 'typeorm';
import { prepared } from '../../platform/database/pipelining-pg-client.js';
import { Ids } from '../../platform/ids/ids.module.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import type { BookingCursor } from '../cancellation/event-cancellations.js';
import { TierCapacity } from '../capacity/tier-capacity.js';
import type { EventDetails } from '../event-details.js';
import type { EventEntity } from '../event.entity.js';
import { EventAnnouncementEntity, type WhenAndWhere } from './event-announcement.entity.js';

/**
 * Whoever has a page open, or has begun a reservation, may still buy what was before a change. After so many seconds
 * nobody does unseen: the pages have been read again.
 */
const UNSEEN_SECONDS = 60;

/** Most announcements of an event that one call lists: months of them, at a few a day. */
const LISTED_MAX = 100;

const OPEN_SQL = prepared(
  `SELECT id, event_id AS "eventId" FROM event_announcements WHERE finished_at IS NULL
   ORDER BY created_at, event_id LIMIT $1`,
);

/** The times as texts: a booking before the cursor by a microsecond was notified, one behind it wasn't. */
const TAKE_SQL = prepared(
  `SELECT announced.id, announced.event_id AS "eventId", announced.kind, announced.subject,
     announced.message, announced.created_at::text AS "announcedAt",
     (announced.created_at + make_interval(secs => CASE announced.kind
       WHEN 'changed' THEN ${UNSEEN_SECONDS} ELSE 0 END))::text AS "heldUntil",
     announced.notified_created_at::text AS "notifiedCreatedAt",
     announced.notified_booking_id AS "notifiedBookingId",
     announced.settled_at IS NOT NULL AS "isSettled",
     announced.created_at < clock_timestamp() - make_interval(secs => ${UNSEEN_SECONDS}) AS "isSeen",
     event.state = 'cancelled' AS "isCancelled"
   FROM event_announcements AS announced JOIN events AS event ON event.id = announced.event_id
   WHERE announced.id = $1 AND announced.event_id = $2 AND announced.finished_at IS NULL
   FOR NO KEY UPDATE OF announced SKIP LOCKED`,
);

const CHANGES_SQL = prepared(
  `SELECT announced.event_id AS "eventId", event.name, announced.facts_before AS before,
     announced.facts_after AS after
   FROM event_announcements AS announced JOIN events AS event ON event.id = announced.event_id
   WHERE announced.id = $1 AND event.state <> 'cancelled'
   ORDER BY event.starts_at, event.id`,
);

const LATELY_SQL = `
  SELECT count(*)::integer AS count FROM event_announcements
  WHERE event_id = $1 AND kind = $2 AND created_at > now() - interval '24 hours'`;

/** Which announcement about which event. */
export interface AnnouncementOfEvent {
  id: string;
  eventId: string;
}

/** An announcement that nobody else carries out until the transaction ends. */
export interface OpenAnnouncement extends AnnouncementOfEvent {
  kind: AnnouncementKind;
  subject: string;
  message: string;
  /** When it was made, to the microsecond. */
  announcedAt: string;
  /** Bookings until then are concerned. */
  heldUntil: string;
  /** The last booking whose buyer was written to. */
  notified: BookingCursor | null;
  /** Whether nobody who knew only what was before can pay any more. */
  isSettled: boolean;
  /** Whether all who see the event see it as it is now. */
  isSeen: boolean;
  /** Whether the event has been cancelled since, which its buyers are told instead. */
  isCancelled: boolean;
}

/** What was changed of one event. */
export interface AnnouncedChange {
  eventId: string;
  name: string;
  before: WhenAndWhere;
  after: WhenAndWhere;
}

interface TakenRow extends Omit<OpenAnnouncement, 'notified'> {
  notifiedCreatedAt: string | null;
  notifiedBookingId: string | null;
}

/** Keeps what all buyers of events are to be told, and how far that has come. */
@Injectable()
export class EventAnnouncements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly capacity: TierCapacity,
    private readonly ids: Ids,
  ) {}

  /**
   * Notes, in the transaction that changes an event, that its buyers must know: where it was published, tickets are sold
   * or held, and it takes place at another time or place than before.
   *
   * @param id of dates that are changed together, which an address is told in one mail
   * @returns whether they are told
   * @throws DomainError ANNOUNCEMENT_LIMIT_EXCEEDED
   */
  async ofChange(
    manager: EntityManager,
    before: EventEntity,
    after: EventDetails,
    { message = '', id = this.ids.next() }: { message?: string; id?: string },
  ): Promise<boolean> {
    const facts = { before: whenAndWhere(before), after: whenAndWhere(after) };
    if (before.publishedAt === null || isDeepStrictEqual(facts.before, facts.after)) return false;
    const counts = (await this.capacity.countsOf(manager, [before.id])).get(before.id);
    const taken = [...(counts?.values() ?? [])].reduce(
      (sum, { sold, held }) => sum + sold + held,
      0,
    );
    if (taken === 0) return false;
    await this.refuseTooMany(manager, before.id, 'changed', ANNOUNCED_CHANGES_A_DAY);
    await manager.insert(EventAnnouncementEntity, {
      id,
      eventId: before.id,
      kind: 'changed',
      message,
      ...facts,
    });
    return true;
  }

  /**
   * Notes that all buyers of an event, which the transaction has locked, are to be written to.
   *
   * @throws DomainError ANNOUNCEMENT_LIMIT_EXCEEDED
   */
  async ofMessage(
    manager: EntityManager,
    eventId: string,
    { subject, message }: WriteToBuyersDto,
  ): Promise<AnnouncementDto> {
    await this.refuseTooMany(manager, eventId, 'message', ANNOUNCED_MESSAGES_A_DAY);
    const id = this.ids.next();
    await manager.insert(EventAnnouncementEntity, {
      id,
      eventId,
      kind: 'message',
      subject,
      message,
    });
    return described(await manager.findOneByOrFail(EventAnnouncementEntity, { id, eventId }));
  }

  /** What the buyers of an event were told, the latest first. */
  async list(manager: EntityManager, eventId: string): Promise<AnnouncementDto[]> {
    const rows = await manager.find(EventAnnouncementEntity, {
      where: { eventId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: LISTED_MAX,
    });
    return rows.map(described);
  }

  /** How many messages may still be written within 24 hours. */
  async messagesLeft(manager: EntityManager, eventId: string): Promise<number> {
    const lately = await countLately(manager, eventId, 'message');
    return Math.max(0, ANNOUNCED_MESSAGES_A_DAY - lately);
  }

  /** What isn't done yet, the oldest first. */
  open(limit: number): Promise<AnnouncementOfEvent[]> {
    return this.dataSource.query<AnnouncementOfEvent[]>(OPEN_SQL, [limit]);
  }

  /** Locks what is left to do; undefined where nothing is, or where somebody else is at it. */
  async take(
    manager: EntityManager,
    { id, eventId }: AnnouncementOfEvent,
  ): Promise<OpenAnnouncement | undefined> {
    const [row] = await manager.query<TakenRow[]>(TAKE_SQL, [id, eventId]);
    if (!row) return undefined;
    const { notifiedCreatedAt: createdAt, notifiedBookingId: bookingId, ...rest } = row;
    const notified = createdAt === null || bookingId === null ? null : { createdAt, bookingId };
    return { ...rest, notified };
  }

  /** All that was changed together, the first date first; nothing of a message. */
  changesOf(manager: EntityManager, id: string): Promise<AnnouncedChange[]> {
    return manager.query<AnnouncedChange[]>(CHANGES_SQL, [id]);
  }

  /** @param until the last booking whose buyer was written to */
  async notifiedUntil(
    manager: EntityManager,
    { id, eventId }: AnnouncementOfEvent,
    until: BookingCursor,
  ): Promise<void> {
    await manager.query(
      `UPDATE event_announcements SET notified_created_at = $3::timestamptz, notified_booking_id = $4
       WHERE id = $1 AND event_id = $2`,
      [id, eventId, until.createdAt, until.bookingId],
    );
  }

  /** Has the buyers gone through once more: nobody else can pay for what was before any more. */
  async settle(manager: EntityManager, { id, eventId }: AnnouncementOfEvent): Promise<void> {
    await manager.update(
      EventAnnouncementEntity,
      { id, eventId },
      { settledAt: () => 'now()', notifiedCreatedAt: null, notifiedBookingId: null },
    );
  }

  async finish(manager: EntityManager, { id, eventId }: AnnouncementOfEvent): Promise<void> {
    await manager.update(EventAnnouncementEntity, { id, eventId }, { finishedAt: () => 'now()' });
  }

  /** Nobody else counts meanwhile: the event is locked. */
  private async refuseTooMany(
    manager: EntityManager,
    eventId: string,
    kind: AnnouncementKind,
    limit: number,
  ): Promise<void> {
    if ((await countLately(manager, eventId, kind)) < limit) return;
    throw new DomainError(
      ProblemCode.AnnouncementLimitExceeded,
      kind === 'message'
        ? `All buyers of an event can be written to ${limit} times within 24 hours. Nothing was sent; try again later.`
        : `The times and the place of an event with buyers can be changed ${limit} times within 24 hours. Nothing was changed; try again later.`,
      { limit },
    );
  }
}

async function countLately(
  manager: EntityManager,
  eventId: string,
  kind: AnnouncementKind,
): Promise<number> {
  const [{ count }] = await manager.query<[{ count: number }]>(LATELY_SQL, [eventId, kind]);
  return count;
}

function whenAndWhere(event: EventDetails): WhenAndWhere {
  const { startsAt, endsAt, doorsAt, timeZone, venue, address } = event;
  return {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    doorsAt: doorsAt?.toISOString() ?? null,
    timeZone,
    venue,
    address,
  };
}

function described(row: EventAnnouncementEntity): AnnouncementDto {
  const { id, kind, subject, message, createdAt, finishedAt } = row;
  const done = finishedAt !== null;
  return { id, kind, subject, message, createdAt: createdAt.toISOString(), done };
}
