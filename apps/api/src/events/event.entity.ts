import type { ReentryRule, RefundFees } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Something that tickets are sold for. How many are left is derived, never stored. */
@Entity('events')
@ForeignKey('OrganiserEntity', ['organiserId'], ['id'], { name: 'events_organiser_fkey' })
@ForeignKey('EventSeriesEntity', ['organiserId', 'seriesId'], ['organiserId', 'id'], {
  name: 'events_series_fkey',
})
@Index('events_series', ['seriesId', 'startsAt', 'id'], { where: 'series_id IS NOT NULL' })
@ForeignKey('ImageEntity', ['imageId'], ['id'], { name: 'events_image_fkey' })
@Index('events_image', ['imageId'], { where: 'image_id IS NOT NULL' })
@Index('events_organiser', ['organiserId', 'startsAt', 'id'])
@Index('events_shown', ['startsAt', 'id'], { where: 'published_at IS NOT NULL' })
@Check(
  'events_image_has_words',
  `(image_id IS NULL) = (image_alt = '') AND char_length(image_alt) <= 200`,
)
@Check('events_reentry_known', `reentry IN ('none', 'free', 'after_exit')`)
@Check('events_name_length', 'char_length(name) BETWEEN 1 AND 200')
@Check('events_state_known', `state IN ('draft', 'published', 'paused', 'cancelled')`)
@Check(
  'events_state_matches_times',
  `CASE state
     WHEN 'draft' THEN published_at IS NULL AND cancelled_at IS NULL
     WHEN 'cancelled' THEN cancelled_at IS NOT NULL
     ELSE published_at IS NOT NULL AND cancelled_at IS NULL
   END`,
)
@Check(
  'events_texts_length',
  `char_length(subtitle) <= 200 AND char_length(description) <= 20000
     AND char_length(venue) <= 200 AND char_length(address) <= 500`,
)
@Check('events_languages_count', 'cardinality(languages) <= 10')
@Check('events_ends_after_it_starts', 'ends_at > starts_at')
@Check('events_doors_before_it_starts', 'doors_at <= starts_at')
@Check('events_currency_code', `currency ~ '^[A-Z]{3}$'`)
@Check('events_sale_ends_after_it_starts', 'sale_ends_at > sale_starts_at')
@Check('events_hold_seconds_positive', 'hold_seconds > 0')
@Check('events_tax_whole', 'num_nonnulls(tax_name, tax_basis_points, tax_included) IN (0, 3)')
@Check(
  'events_tax_within_bounds',
  'char_length(tax_name) BETWEEN 1 AND 50 AND tax_basis_points BETWEEN 1 AND 10000',
)
@Check('events_buyer_refunds_whole', 'num_nonnulls(buyer_refund_days, buyer_refund_fees) IN (0, 2)')
@Check(
  'events_buyer_refunds_within_bounds',
  `buyer_refund_days BETWEEN 0 AND 365 AND buyer_refund_fees IN ('with_fees', 'without_fees')`,
)
@Check('events_transfer_hours_within_bounds', 'transfer_hours BETWEEN 0 AND 8760')
@Check('events_limits_positive', 'max_tickets_per_booking > 0 AND max_tickets_per_user > 0')
export class EventEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'events_pkey' })
  id: string;

  /** Whose it is. */
  @Column('bigint', { name: 'organiser_id' })
  organiserId: string;

  /** The series that it is a date of. */
  @Column('bigint', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** That an event has ended follows from the clock. */
  @Column('text', { default: 'draft' })
  state: 'draft' | 'published' | 'paused' | 'cancelled';

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  subtitle: string;

  /** Markdown, of which a safe part is shown. */
  @Column('text', { default: '' })
  description: string;

  /** Tags of BCP 47 that it is held in, the main one first; empty: not said. */
  @Column('text', { array: true, default: [] })
  languages: string[];

  @Column('text', { default: '' })
  venue: string;

  @Column('text', { default: '' })
  address: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  @Column('timestamptz', { name: 'doors_at', nullable: true })
  doorsAt: Date | null;

  /** Its picture; null: its poster is drawn. */
  @Column('bigint', { name: 'image_id', nullable: true })
  imageId: string | null;

  /** The words that stand for the picture. */
  @Column('text', { name: 'image_alt', default: '' })
  imageAlt: string;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('character', { length: 3 })
  currency: string;

  @Column('timestamptz', { name: 'sale_starts_at', nullable: true })
  saleStartsAt: Date | null;

  @Column('timestamptz', { name: 'sale_ends_at', nullable: true })
  saleEndsAt: Date | null;

  /** Null: the setting HOLD_SECONDS. */
  @Column('integer', { name: 'hold_seconds', nullable: true })
  holdSeconds: number | null;

  /** Most tickets of one booking; null: as many as one reservation may hold at all. */
  @Column('integer', { name: 'max_tickets_per_booking', nullable: true })
  maxTicketsPerBooking: number | null;

  /** Most tickets that one user may hold and own of the event; null: no limit. */
  @Column('integer', { name: 'max_tickets_per_user', nullable: true })
  maxTicketsPerUser: number | null;

  /** The tax on tickets and fees; null: none is shown. */
  @Column('text', { name: 'tax_name', nullable: true })
  taxName: string | null;

  @Column('integer', { name: 'tax_basis_points', nullable: true })
  taxBasisPoints: number | null;

  @Column('boolean', { name: 'tax_included', nullable: true })
  taxIncluded: boolean | null;

  /** Until how many days before it starts buyers return tickets themselves; null: they can't. */
  @Column('smallint', { name: 'buyer_refund_days', nullable: true })
  buyerRefundDays: number | null;

  @Column('text', { name: 'buyer_refund_fees', nullable: true })
  buyerRefundFees: RefundFees | null;

  /** Whether digits that change every 30 seconds follow the codes of its tickets. */
  @Column('boolean', { name: 'codes_rotate', default: false })
  codesRotate: boolean;

  /** Whether a ticket that is in lets somebody in again. */
  @Column('text', { default: 'none' })
  reentry: ReentryRule;

  /** Until how many hours before it starts buyers pass tickets on; null: they can't. */
  @Column('integer', { name: 'transfer_hours', nullable: true })
  transferHours: number | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
