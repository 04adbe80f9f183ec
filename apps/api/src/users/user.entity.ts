import type { UserRole } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Somebody who buys tickets or runs the sale. The tickets they own are derived, never stored.
 *
 * An *account* has a proved address and signs in. A *guest* has given an address and proved nothing. A user
 * with neither was added by an admin, or has been erased.
 */
@Entity('users')
@Index('users_email_key_key', ['emailKey'], { unique: true, where: `role <> 'guest'` })
@Index('users_guest_email_key', ['emailKey'], { where: `role = 'guest'` })
@Index('users_account_mailbox', ['mailboxKey'], { where: `role <> 'guest'` })
@Index('users_guest_mailbox', ['mailboxKey', 'id'], { where: `role = 'guest'` })
// Of an expression, which TypeORM can't express.
@Index('users_buyer_words', { synchronize: false })
@Check('users_name_length', 'char_length(name) BETWEEN 1 AND 255')
@Check('users_role_known', `role IN ('customer', 'door_staff', 'organiser', 'admin', 'guest')`)
@Check('users_email_has_key', '(email IS NULL) = (email_key IS NULL)')
@Check('users_email_length', 'char_length(email) <= 254')
@Check(
  'users_password_needs_proven_email',
  'password_hash IS NULL OR (email IS NOT NULL AND email_verified_at IS NOT NULL)',
)
@Check('users_guest_has_no_password', `role <> 'guest' OR password_hash IS NULL`)
@Check('users_only_guests_join', `joined_account_id IS NULL OR role = 'guest'`)
@ForeignKey('UserEntity', ['joinedAccountId'], ['id'], { name: 'users_joined_account_fkey' })
@Check('users_language_known', `language IN ('en', 'de')`)
@Check('users_totp_needs_secret', 'totp_enabled_at IS NULL OR totp_secret IS NOT NULL')
export class UserEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'users_pkey' })
  id: string;

  @Column('text')
  name: string;

  @Column('text', { default: 'customer' })
  role: UserRole;

  /** The address, as it was typed. */
  @Column('text', { nullable: true })
  email: string | null;

  /** The address in its canonical form; see `addressKey`. */
  @Column('text', { name: 'email_key', nullable: true })
  emailKey: string | null;

  /** The address's mailbox, for limits. Written by the database: `mailbox_of`. */
  @Column({ type: 'text', name: 'mailbox_key', nullable: true, insert: false, update: false })
  mailboxKey: string | null;

  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt: Date | null;

  /** argon2id, with its parameters and its salt. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  /** Encrypted; present from the start of the set-up. */
  @Column('text', { name: 'totp_secret', nullable: true })
  totpSecret: string | null;

  /** Since when sign-in requires a code. */
  @Column('timestamptz', { name: 'totp_enabled_at', nullable: true })
  totpEnabledAt: Date | null;

  /** Time step of the last accepted code: no code works twice. */
  @Column('bigint', { name: 'totp_last_step', nullable: true })
  totpLastStep: string | null;

  /** The language of their mails; null if unknown. */
  @Column('text', { nullable: true })
  language: Language | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt: Date | null;

  /** The account that a guest's bookings were joined to. */
  @Column('bigint', { name: 'joined_account_id', nullable: true })
  joinedAccountId: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
