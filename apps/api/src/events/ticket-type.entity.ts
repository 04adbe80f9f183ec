import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { TierEntity } from './tier.entity.js';

/** What one person pays within a tier: adult, student, child. */
@Entity('ticket_types')
@Unique('ticket_types_name_key', ['eventId', 'tierId', 'name'])
@Unique('ticket_types_position_key', ['eventId', 'tierId', 'position'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Check(
  'ticket_types_texts_length',
  'char_length(name) BETWEEN 1 AND 50 AND char_length(condition) <= 200',
)
@Check('ticket_types_price_not_negative', 'price_minor >= 0')
@Check(
  'ticket_types_limits_in_order',
  'min_per_booking > 0 AND max_per_booking > 0 AND min_per_booking <= max_per_booking',
)
@Check('ticket_types_sale_ends_after_it_starts', 'sale_ends_at > sale_starts_at')
@ForeignKey(() => TierEntity, ['eventId', 'tierId'], ['eventId', 'id'], {
  name: 'ticket_types_tier_fkey',
})
export class TicketTypeEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'ticket_types_pkey' })
  eventId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'ticket_types_pkey' })
  id: string;

  @Column('bigint', { name: 'tier_id' })
  tierId: string;

  @Column('text')
  name: string;

  /** Who may have it, in words: "with a student card, shown at the door". */
  @Column('text', { default: '' })
  condition: string;

  /** Price of one ticket in the smallest unit of the event's currency. */
  @Column('integer', { name: 'price_minor' })
  priceMinor: number;

  /** From 1, within its tier. */
  @Column('smallint')
  position: number;

  /** Fewest and most tickets of one booking; null: no limit of its own. */
  @Column('integer', { name: 'min_per_booking', nullable: true })
  minPerBooking: number | null;

  @Column('integer', { name: 'max_per_booking', nullable: true })
  maxPerBooking: number | null;

  /** Null: as the event's sale. */
  @Column('timestamptz', { name: 'sale_starts_at', nullable: true })
  saleStartsAt: Date | null;

  @Column('timestamptz', { name: 'sale_ends_at', nullable: true })
  saleEndsAt: Date | null;

  /** Not shown, and not sold to whoever asks for it. */
  @Column('boolean', { default: false })
  hidden: boolean;
}
