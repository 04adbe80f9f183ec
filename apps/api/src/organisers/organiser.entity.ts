import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation that sells tickets. */
@Entity('organisers')
@Check('organisers_name_length', 'char_length(name) BETWEEN 1 AND 200')
@Check('organisers_contact_email_length', 'char_length(contact_email) BETWEEN 3 AND 254')
@Check(
  'organisers_legal_texts_length',
  `greatest(char_length(imprint), char_length(terms), char_length(privacy),
     char_length(refund_policy)) <= 20000`,
)
@Check('organisers_currency_code', `currency ~ '^[A-Z]{3}$'`)
@Check('organisers_language_known', `language IN ('en', 'de')`)
export class OrganiserEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'organisers_pkey' })
  id: string;

  @Column('text')
  name: string;

  /** Where buyers write to. */
  @Column('text', { name: 'contact_email' })
  contactEmail: string;

  /** Texts, or links that begin with https://; empty: there is none yet. */
  @Column('text', { default: '' })
  imprint: string;

  @Column('text', { default: '' })
  terms: string;

  @Column('text', { default: '' })
  privacy: string;

  @Column('text', { name: 'refund_policy', default: '' })
  refundPolicy: string;

  /** What a new event begins with. */
  @Column('character', { length: 3 })
  currency: string;

  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('text')
  language: 'en' | 'de';

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
