import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { EventEntity } from '../event.entity.js';

/** Whether fees go back, too. */
export type CancellationFees = 'with_fees' | 'without_fees';

/** What follows from cancelling an event, and how far it has come. */
@Entity('event_cancellations')
@Index('event_cancellations_open', ['createdAt'], { where: 'finished_at IS NULL' })
@Index('event_cancellations_group', ['groupId'], { where: 'group_id IS NOT NULL' })
@Check('event_cancellations_message_length', 'char_length(message) <= 2000')
@Check(
  'event_cancellations_notified_whole',
  '(notified_created_at IS NULL) = (notified_booking_id IS NULL)',
)
@Check('event_cancellations_refunds_known', `refunds IN ('with_fees', 'without_fees')`)
@Check('event_cancellations_refunds_begun', '(refunds IS NULL) = (refunds_continued_at IS NULL)')
@Check('event_cancellations_refunds_stopped', 'refunds_stopped_at IS NULL OR refunds IS NOT NULL')
@ForeignKey(() => EventEntity, ['eventId'], ['id'], { name: 'event_cancellations_event_fkey' })
export class EventCancellationEntity {
  @PrimaryColumn('bigint', {
    name: 'event_id',
    primaryKeyConstraintName: 'event_cancellations_pkey',
  })
  eventId: string;

  /** Dates of a series that were cancelled together share it; null: cancelled alone. */
  @Column('bigint', { name: 'group_id', nullable: true })
  groupId: string | null;

  /** What the organiser tells the buyers; empty: nothing. */
  @Column('text', { default: '' })
  message: string;

  /** How the money of its bookings goes back automatically; null: it doesn't. */
  @Column('text', { nullable: true })
  refunds: CancellationFees | null;

  /** When that began, or was continued last. */
  @Column('timestamptz', { name: 'refunds_continued_at', nullable: true })
  refundsContinuedAt: Date | null;

  /** When somebody stopped it. */
  @Column('timestamptz', { name: 'refunds_stopped_at', nullable: true })
  refundsStoppedAt: Date | null;

  /** The last booking whose buyer was written to; null: none yet. */
  @Column('timestamptz', { name: 'notified_created_at', nullable: true })
  notifiedCreatedAt: Date | null;

  @Column('bigint', { name: 'notified_booking_id', nullable: true })
  notifiedBookingId: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** When everything was done. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
