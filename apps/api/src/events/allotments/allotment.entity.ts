import type { AllotmentPurpose } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TierEntity } from '../tier.entity.js';

/** Some tickets of a tier, set aside until they are released: those that name it. */
@Entity('allotments')
@Unique('allotments_tier_key', ['eventId', 'tierId', 'id'])
@Index('allotments_name_key', ['eventId', 'name'], {
  unique: true,
  where: `purpose <> 'waitlist'`,
})
@Index('allotments_one_waitlist_a_tier', ['eventId', 'tierId'], {
  unique: true,
  where: `purpose = 'waitlist'`,
})
@Index('allotments_open_waitlists', ['eventId'], {
  where: `purpose = 'waitlist' AND released_at IS NULL`,
})
@Index('allotments_to_release', ['releasesAt'], { where: 'released_at IS NULL' })
@Check('allotments_name_length', 'char_length(name) BETWEEN 1 AND 50')
@Check(
  'allotments_purpose_known',
  `purpose IN ('press', 'sponsors', 'box_office', 'accessible', 'other', 'waitlist')`,
)
@ForeignKey(() => TierEntity, ['eventId', 'tierId'], ['eventId', 'id'], {
  name: 'allotments_tier_fkey',
})
export class AllotmentEntity {
  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'allotments_pkey' })
  eventId: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'allotments_pkey' })
  id: string;

  @Column('bigint', { name: 'tier_id' })
  tierId: string;

  @Column('text')
  name: string;

  @Column('text')
  purpose: AllotmentPurpose | 'waitlist';

  /** When its free tickets go on general sale by themselves; null: by hand alone. */
  @Column('timestamptz', { name: 'releases_at', nullable: true })
  releasesAt: Date | null;

  /** When they did. */
  @Column('timestamptz', { name: 'released_at', nullable: true })
  releasedAt: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

/** What an organiser has set it aside for: what is kept for a waitlist is no allotment of theirs. */
export function purposeOf({ purpose }: AllotmentEntity): AllotmentPurpose {
  if (purpose === 'waitlist') throw new Error('A waitlist’s tickets are not listed.');
  return purpose;
}
