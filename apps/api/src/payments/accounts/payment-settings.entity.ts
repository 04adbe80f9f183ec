import type { SetUpProvider } from '@boxoffice/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** How an organisation is known to a payment provider. */
@Entity('organiser_payment_settings')
@Check('organiser_payment_settings_provider_known', `provider IN ('stripe', 'paypal', 'offline')`)
@Check('organiser_payment_settings_length', 'char_length(settings) <= 20000')
@ForeignKey('OrganiserEntity', ['organiserId'], ['id'], {
  name: 'organiser_payment_settings_organiser_fkey',
})
export class OrganiserPaymentSettingsEntity {
  @PrimaryColumn('bigint', {
    name: 'organiser_id',
    primaryKeyConstraintName: 'organiser_payment_settings_pkey',
  })
  organiserId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'organiser_payment_settings_pkey' })
  provider: SetUpProvider;

  /** A box of `SecretBox`, with the settings as JSON. */
  @Column('text')
  settings: string;

  @Column('boolean')
  enabled: boolean;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
