import type { BookingStatus } from '@boxoffice/contracts';
import type { BookingCharges, TicketCharges } from '@boxoffice/contracts/pricing';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What was asked for of one tier and ticket type, at the price of that moment. A booking's `ticketIds` are in the order
 * of its lines: the first line's tickets come first (see `ticketsOfLines`).
 */
export interface BookedLine extends TicketCharges {
  tierId: string;
  tier: string;
  /** Missing where the tier was sold at its own price. */
  ticketTypeId?: string;
  ticketType?: string;
  /** Where its tickets were set aside; missing where they were on general sale. */
  allotmentId?: string;
  quantity: number;
  priceMinor: number;
}

/** What one buyer asked for at once. Its states are described in the README beside this file. */
@Entity('bookings')
@Index('bookings_user', ['userId', 'id'])
@Index('bookings_event', ['eventId', 'createdAt', 'id'])
@Index('bookings_pending_holds', ['holdExpiresAt', 'eventId'], { where: `status = 'pending'` })
@Check(
  'bookings_status_matches_times',
  `CASE status
     WHEN 'pending' THEN confirmed_at IS NULL AND ended_at IS NULL
     WHEN 'confirmed' THEN confirmed_at IS NOT NULL AND ended_at IS NULL
     WHEN 'refunded' THEN confirmed_at IS NOT NULL AND ended_at IS NOT NULL
     WHEN 'expired' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
     WHEN 'cancelled' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
     WHEN 'failed' THEN confirmed_at IS NULL AND ended_at IS NOT NULL
     ELSE false
   END`,
)
@Index('bookings_to_shorten', ['endedAt'], {
  where: `confirmed_at IS NULL AND ended_at IS NOT NULL AND cardinality(ticket_ids) > 0`,
})
@Index('bookings_to_delete', ['endedAt'], { where: `status IN ('expired', 'cancelled')` })
@Check(
  'bookings_have_tickets',
  `cardinality(ticket_ids) > 0 OR (confirmed_at IS NULL AND ended_at IS NOT NULL)`,
)
@Check('bookings_total_not_negative', 'total_minor >= 0')
@Check('bookings_hold_extensions_not_negative', 'hold_extensions >= 0')
@ForeignKey('UserEntity', ['userId'], ['id'], { name: 'bookings_user_fkey' })
export class BookingEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'bookings_pkey' })
  id: string;

  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'bookings_pkey' })
  eventId: string;

  @Column('bigint', { name: 'user_id' })
  userId: string;

  @Column('text', { default: 'pending' })
  status: BookingStatus;

  /**
   * The tickets that it was made for, in order. They stay for a while when the booking ends unpaid
   * (`BookingRetention`); whose a ticket is now, the ticket says. The list spares the tickets an index on their booking, which every
   * reservation and every payment would have to write.
   */
  @Column('bigint', { name: 'ticket_ids', array: true })
  ticketIds: string[];

  @Column('jsonb')
  lines: BookedLine[];

  /** Its own fees, and the tax that is in everything; null: prices are all that is paid. */
  @Column('jsonb', { nullable: true })
  charges: BookingCharges | null;

  /** What the buyer pays, in the smallest unit of the currency. */
  @Column('bigint', { name: 'total_minor' })
  totalMinor: string;

  @Column('character', { length: 3 })
  currency: string;

  @Column('timestamptz', { name: 'hold_expires_at' })
  holdExpiresAt: Date;

  /** How often the hold was extended. */
  @Column('smallint', { name: 'hold_extensions', default: 0 })
  holdExtensions: number;

  /** The codes that it uses, each once; null: none. */
  @Column('bigint', { name: 'code_ids', array: true, nullable: true })
  codeIds: string[] | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
