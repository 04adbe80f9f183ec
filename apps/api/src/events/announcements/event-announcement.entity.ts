import type { AnnouncementKind } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EventEntity } from '../event.entity.js';

/** When and where an event takes place. Times are ISO 8601. */
export interface WhenAndWhere {
  startsAt: string;
  endsAt: string | null;
  doorsAt: string | null;
  timeZone: string;
  venue: string;
  address: string;
}

/** What all buyers of an event are told, and how far that has come. */
@Entity('event_announcements')
@Index('event_announcements_open', ['createdAt'], { where: 'finished_at IS NULL' })
@Index('event_announcements_event', ['eventId', 'createdAt'])
@Check(
  'event_announcements_kind_known',
  `CASE kind
     WHEN 'changed' THEN subject = '' AND num_nonnulls(facts_before, facts_after) = 2
     WHEN 'message' THEN subject <> '' AND message <> '' AND num_nonnulls(facts_before, facts_after) = 0
     ELSE false
   END`,
)
@Check(
  'event_announcements_texts_length',
  'char_length(subject) <= 100 AND char_length(message) <= 2000',
)
@Check(
  'event_announcements_notified_whole',
  '(notified_created_at IS NULL) = (notified_booking_id IS NULL)',
)
@ForeignKey(() => EventEntity, ['eventId'], ['id'], { name: 'event_announcements_event_fkey' })
export class EventAnnouncementEntity {
  /** Dates of a series that were changed together share it. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'event_announcements_pkey' })
  id: string;

  @PrimaryColumn('bigint', {
    name: 'event_id',
    primaryKeyConstraintName: 'event_announcements_pkey',
  })
  eventId: string;

  @Column('text')
  kind: AnnouncementKind;

  /** Of a message. */
  @Column('text', { default: '' })
  subject: string;

  /** The organiser's own words; empty: none. */
  @Column('text', { default: '' })
  message: string;

  /** Of a change: what was. */
  @Column('jsonb', { name: 'facts_before', nullable: true })
  before: WhenAndWhere | null;

  /** Of a change: what is from now on. */
  @Column('jsonb', { name: 'facts_after', nullable: true })
  after: WhenAndWhere | null;

  /** The last booking whose buyer was written to; null: none yet. */
  @Column('timestamptz', { name: 'notified_created_at', nullable: true })
  notifiedCreatedAt: Date | null;

  @Column('bigint', { name: 'notified_booking_id', nullable: true })
  notifiedBookingId: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** Since when nobody can pay any more for tickets that were held before it. */
  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  /** When everybody had been written to. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
