import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UserDirectory, type Addressee } from '../users/user-directory.js';

/** Somebody who looks after an organisation. */
export interface OrganiserManager extends Addressee {
  userId: string;
}

/** Finds those who look after an organisation: its owners and managers. */
@Injectable()
export class OrganiserManagers {
  constructor(private readonly users: UserDirectory) {}

  /** Those who can be mailed. Locks them against erasure. */
  async lock(manager: EntityManager, organiserId: string): Promise<OrganiserManager[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT user_id AS id FROM organiser_members
       WHERE organiser_id = $1 AND role IN ('owner', 'manager') ORDER BY user_id`,
      [organiserId],
    );
    const found = await this.users.lockAddressees(
      manager,
      rows.map(({ id }) => id),
    );
    return [...found].map(([userId, addressee]) => ({ ...addressee, userId }));
  }
}
