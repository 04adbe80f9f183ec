import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export type PaymentStatus = 'captured' | 'failed';

/** One attempt to pay for a booking. */
@Entity('payments')
@Index('payments_booking', ['eventId', 'bookingId'])
@Index('payments_one_capture_a_booking', ['eventId', 'bookingId'], {
  unique: true,
  where: `status = 'captured'`,
})
@Check('payments_status_known', `status IN ('captured', 'failed')`)
@Check('payments_amount_not_negative', 'amount_minor >= 0')
@ForeignKey('BookingEntity', ['eventId', 'bookingId'], ['eventId', 'id'], {
  name: 'payments_booking_fkey',
})
export class PaymentEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'payments_pkey' })
  eventId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'payments_pkey' })
  id: string;

  @Column('bigint', { name: 'booking_id' })
  bookingId: string;

  @Column('text')
  provider: string;

  /** The provider's id. */
  @Column('text', { name: 'provider_reference' })
  providerReference: string;

  /** In the smallest unit of the currency. */
  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  @Column('character', { length: 3 })
  currency: string;

  @Column('text')
  status: PaymentStatus;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
