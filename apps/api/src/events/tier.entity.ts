import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EventEntity } from './event.entity.js';

/** A price category of an event. */
@Entity('tiers')
@Unique('tiers_name_key', ['eventId', 'name'])
@Unique('tiers_position_key', ['eventId', 'position'], { deferrable: 'INITIALLY IMMEDIATE' })
@Check('tiers_name_length', 'char_length(name) BETWEEN 1 AND 50')
@Check('tiers_price_not_negative', 'price_minor >= 0')
@ForeignKey(() => EventEntity, ['eventId'], ['id'], { name: 'tiers_event_fkey' })
export class TierEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'tiers_pkey' })
  eventId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'tiers_pkey' })
  id: string;

  @Column('text')
  name: string;

  /** Price of one ticket in the smallest unit of the event's currency. */
  @Column('integer', { name: 'price_minor' })
  priceMinor: number;

  /** Order of sale, from 1; also the order in which a reservation takes tiers. */
  @Column('smallint')
  position: number;

  /** A name of the palette; empty: the one of its position. */
  @Column('text', { default: '' })
  color: string;

  /** Shown and sold to those alone who have a code for it. */
  @Column('boolean', { default: false })
  hidden: boolean;
}
