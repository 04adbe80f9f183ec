import type { CodeKind } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { AllotmentEntity } from '../allotments/allotment.entity.js';
import { EventEntity } from '../event.entity.js';
import { TicketTypeEntity } from '../ticket-type.entity.js';
import { TierEntity } from '../tier.entity.js';

/** What buyers type to be sold what others aren't, or to pay less. */
@Entity('codes')
@Unique('codes_code_key', ['eventId', 'codeKey'])
@Index('codes_tier', ['eventId', 'tierId'], { where: 'tier_id IS NOT NULL' })
@Index('codes_ticket_type', ['eventId', 'ticketTypeId'], { where: 'ticket_type_id IS NOT NULL' })
@Index('codes_allotment', ['eventId', 'allotmentId'], { where: 'allotment_id IS NOT NULL' })
@Check('codes_code_length', 'char_length(code) BETWEEN 1 AND 50')
@Check(
  'codes_effect_matches_kind',
  `CASE kind
     WHEN 'access' THEN num_nonnulls(tier_id, ticket_type_id, allotment_id) > 0
       AND num_nonnulls(discount_basis_points, discount_minor) = 0
     WHEN 'discount' THEN num_nonnulls(tier_id, ticket_type_id) <= 1 AND allotment_id IS NULL
       AND num_nonnulls(discount_basis_points, discount_minor) = 1
     ELSE false
   END`,
)
@Check(
  'codes_discount_in_bounds',
  'discount_basis_points BETWEEN 1 AND 10000 AND discount_minor > 0',
)
@Check('codes_valid_until_after_valid_from', 'valid_until > valid_from')
@Check('codes_max_uses_positive', 'max_uses > 0')
@Check('codes_uses_within_limit', 'uses >= 0 AND uses <= coalesce(max_uses, uses)')
@ForeignKey(() => EventEntity, ['eventId'], ['id'], { name: 'codes_event_fkey' })
@ForeignKey(() => TierEntity, ['eventId', 'tierId'], ['eventId', 'id'], {
  name: 'codes_tier_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => TicketTypeEntity, ['eventId', 'ticketTypeId'], ['eventId', 'id'], {
  name: 'codes_ticket_type_fkey',
  onDelete: 'CASCADE',
})
@ForeignKey(() => AllotmentEntity, ['eventId', 'allotmentId'], ['eventId', 'id'], {
  name: 'codes_allotment_fkey',
  onDelete: 'CASCADE',
})
export class CodeEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'codes_pkey' })
  eventId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'codes_pkey' })
  id: string;

  /** As it is shown. */
  @Column('text')
  code: string;

  /** The form in which it is compared. */
  @Column('text', { name: 'code_key' })
  codeKey: string;

  @Column('text')
  kind: CodeKind;

  @Column('bigint', { name: 'tier_id', nullable: true })
  tierId: string | null;

  @Column('bigint', { name: 'ticket_type_id', nullable: true })
  ticketTypeId: string | null;

  @Column('bigint', { name: 'allotment_id', nullable: true })
  allotmentId: string | null;

  /** A part of the price, in hundredths of a per cent. */
  @Column('integer', { name: 'discount_basis_points', nullable: true })
  discountBasisPoints: number | null;

  /** An amount off each ticket, in the smallest unit of the event's currency. */
  @Column('integer', { name: 'discount_minor', nullable: true })
  discountMinor: number | null;

  @Column('timestamptz', { name: 'valid_from', nullable: true })
  validFrom: Date | null;

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil: Date | null;

  /** How many bookings may use it; null: any number. */
  @Column('integer', { name: 'max_uses', nullable: true })
  maxUses: number | null;

  /** How many bookings use it that are held or were paid for; the database counts. */
  @Column('integer', { default: 0 })
  uses: number;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
