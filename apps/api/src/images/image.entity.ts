import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A picture that an organisation has uploaded. */
@Entity('images')
@ForeignKey('OrganiserEntity', ['organiserId'], ['id'], { name: 'images_organiser_fkey' })
@Unique('images_key_key', ['key'])
@Index('images_unused', ['unusedSince'], { where: 'unused_since IS NOT NULL' })
@Check('images_key_form', `key ~ '^[0-9a-f]{32}$'`)
@Check('images_size_positive', 'width > 0 AND height > 0')
export class ImageEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'images_pkey' })
  id: string;

  @Column('bigint', { name: 'organiser_id' })
  organiserId: string;

  /** What its address begins with. */
  @Column('text')
  key: string;

  /** Of the largest file. */
  @Column('integer')
  width: number;

  @Column('integer')
  height: number;

  @Column('integer', { array: true })
  widths: number[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** Since when no event shows it; null: one does. */
  @Column('timestamptz', { name: 'unused_since', nullable: true, default: () => 'now()' })
  unusedSince: Date | null;
}
