import type { TicketStatus } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * One row per ticket. Checks, keys and the trigger constraint `tickets_match_booking` are the last line of
 * defence: no code can write a sold ticket without an owner, or one whose booking doesn't list it or is
 * another user's.
 */
@Entity('tickets')
// Its last column is an expression, which TypeORM can't express.
@Index('tickets_available', { synchronize: false })
@Check(
  'tickets_status_matches_holder',
  `CASE status
     WHEN 'available' THEN booking_id IS NULL AND user_id IS NULL AND booked_at IS NULL
     WHEN 'pending' THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NULL
     WHEN 'booked' THEN booking_id IS NOT NULL AND user_id IS NOT NULL AND booked_at IS NOT NULL
     ELSE false
   END`,
)
@Index('tickets_of_allotment', ['eventId', 'allotmentId'], { where: 'allotment_id IS NOT NULL' })
@ForeignKey('AllotmentEntity', ['eventId', 'tierId', 'allotmentId'], ['eventId', 'tierId', 'id'], {
  name: 'tickets_allotment_fkey',
})
@ForeignKey('TierEntity', ['eventId', 'tierId'], ['eventId', 'id'], { name: 'tickets_tier_fkey' })
export class TicketEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'tickets_pkey' })
  id: string;

  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'tickets_pkey' })
  eventId: string;

  @Column('bigint', { name: 'tier_id' })
  tierId: string;

  @Column('text', { default: 'available' })
  status: TicketStatus;

  @Column('bigint', { name: 'booking_id', nullable: true })
  bookingId: string | null;

  /** The booking's user; `tickets_match_booking` enforces it. */
  @Column('bigint', { name: 'user_id', nullable: true })
  userId: string | null;

  @Column('timestamptz', { name: 'booked_at', nullable: true })
  bookedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;

  /** Set aside in this allotment, also once it is held or sold; null: on general sale. */
  @Column('bigint', { name: 'allotment_id', nullable: true })
  allotmentId: string | null;
}
