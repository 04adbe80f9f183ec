import type { UserRole } from '@boxoffice/contracts';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who buys tickets or runs the sale. Which tickets they own is derived, never stored. */
@Entity('users')
@Check('users_name_length', 'char_length(name) BETWEEN 1 AND 255')
@Check('users_role_known', `role IN ('customer', 'door_staff', 'organiser', 'admin')`)
export class UserEntity {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'users_pkey' })
  id: string;

  @Column('text')
  name: string;

  @Column('text', { default: 'customer' })
  role: UserRole;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
