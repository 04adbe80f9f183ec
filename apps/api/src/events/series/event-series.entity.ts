import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Many dates of one thing: each is an event of its own. */
@Entity('event_series')
@Unique('event_series_organiser_key', ['organiserId', 'id'])
@ForeignKey('OrganiserEntity', ['organiserId'], ['id'], { name: 'event_series_organiser_fkey' })
@Check(
  'event_series_texts_length',
  `char_length(name) BETWEEN 1 AND 200 AND char_length(subtitle) <= 200
     AND char_length(description) <= 20000`,
)
export class EventSeriesEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'event_series_pkey' })
  id: string;

  @Column('bigint', { name: 'organiser_id' })
  organiserId: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  subtitle: string;

  /** Markdown, of which a safe part is shown. */
  @Column('text', { default: '' })
  description: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
