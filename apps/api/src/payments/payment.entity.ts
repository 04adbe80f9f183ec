import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How a payment stands; the arrows between them are in the README beside this file. */
export type PaymentStatus =
  'created' | 'open' | 'processing' | 'captured' | 'returned' | 'cancelled' | 'failed';

const IS_OPEN = `status IN ('created', 'open', 'processing')`;

/** One payment for one booking, at one provider. */
@Entity('payments')
@Index('payments_booking', ['eventId', 'bookingId'])
@Index('payments_one_capture_a_booking', ['eventId', 'bookingId'], {
  unique: true,
  where: `status = 'captured'`,
})
@Index('payments_one_open_a_booking', ['eventId', 'bookingId'], { unique: true, where: IS_OPEN })
@Index('payments_to_ask_about', ['askedAt'], { where: IS_OPEN })
@Index('payments_provider_reference', ['provider', 'providerReference'], {
  unique: true,
  where: 'provider_reference IS NOT NULL',
})
@Check(
  'payments_status_known',
  `status IN ('created', 'open', 'processing', 'captured', 'returned', 'cancelled', 'failed')`,
)
@Check('payments_amount_not_negative', 'amount_minor >= 0')
@Check(
  'payments_refunded_within_amount',
  `refunded_minor BETWEEN 0 AND amount_minor AND (refunded_minor = 0 OR status IN ('captured', 'returned'))`,
)
@Check(
  'payments_disputed_within_amount',
  `disputed_minor BETWEEN 0 AND amount_minor - refunded_minor AND (disputed_minor = 0 OR status IN ('captured', 'returned'))`,
)
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

  /** The provider's id; null: it doesn't know the payment, or there is no provider. */
  @Column('text', { name: 'provider_reference', nullable: true })
  providerReference: string | null;

  /** What refunds name at the provider. */
  @Column('text', { name: 'capture_reference', nullable: true })
  captureReference: string | null;

  /** In the smallest unit of the currency. */
  @Column('bigint', { name: 'amount_minor' })
  amountMinor: string;

  /** What has gone back of it, or is under way. */
  @Column('bigint', { name: 'refunded_minor', default: 0 })
  refundedMinor: string;

  /** What the buyer's bank has taken back of it, until it decides or for good. */
  @Column('bigint', { name: 'disputed_minor', default: 0 })
  disputedMinor: string;

  @Column('character', { length: 3 })
  currency: string;

  @Column('text')
  status: PaymentStatus;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;

  /** When its provider was last asked about it, while it is open. */
  @Column('timestamptz', { name: 'asked_at', default: () => 'now()' })
  askedAt: Date;
}
