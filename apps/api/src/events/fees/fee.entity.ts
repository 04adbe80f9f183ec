import type { FeeScope } from '@boxoffice/contracts/pricing';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EventEntity } from '../event.entity.js';

/** What buyers pay on top of the prices of an event: an amount, or a percentage. */
@Entity('fees')
@Unique('fees_name_key', ['eventId', 'name'])
@Check('fees_name_length', 'char_length(name) BETWEEN 1 AND 50')
@Check('fees_per_known', `per IN ('ticket', 'booking')`)
@Check('fees_amount_or_percentage', 'num_nonnulls(amount_minor, basis_points) = 1')
@Check('fees_within_bounds', 'amount_minor > 0 AND basis_points BETWEEN 1 AND 10000')
@ForeignKey(() => EventEntity, ['eventId'], ['id'], { name: 'fees_event_fkey' })
export class FeeEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'fees_pkey' })
  eventId: string;

  /** From 1, as they stand on receipts. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'fees_pkey' })
  position: number;

  @Column('text')
  name: string;

  /** In the smallest unit of the event's currency. */
  @Column('integer', { name: 'amount_minor', nullable: true })
  amountMinor: number | null;

  /** Of the price after discounts, in hundredths of a percent. */
  @Column('integer', { name: 'basis_points', nullable: true })
  basisPoints: number | null;

  /** What it is charged for. */
  @Column('text')
  per: FeeScope;

  /** Also for tickets that cost nothing, and for bookings of such tickets alone. */
  @Column('boolean', { name: 'on_free_tickets', default: false })
  onFreeTickets: boolean;
}
