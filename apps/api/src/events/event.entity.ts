import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that tickets are sold for. How many are left is derived, never stored. */
@Entity('events')
@Check('events_name_length', 'char_length(name) BETWEEN 1 AND 200')
@Check('events_currency_code', `currency ~ '^[A-Z]{3}$'`)
@Check('events_sale_ends_after_it_starts', 'sale_ends_at > sale_starts_at')
@Check('events_hold_seconds_positive', 'hold_seconds > 0')
@Check('events_limits_positive', 'max_tickets_per_booking > 0 AND max_tickets_per_user > 0')
export class EventEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'events_pkey' })
  id: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text', { default: '' })
  venue: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt: Date;

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
  @Column('integer', { name: 'max_tickets_per_booking', nullable: true, default: 10 })
  maxTicketsPerBooking: number | null;

  /** Most tickets that one user may hold and own of the event; null: no limit. */
  @Column('integer', { name: 'max_tickets_per_user', nullable: true, default: 10 })
  maxTicketsPerUser: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
