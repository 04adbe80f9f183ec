import type { ListAdminUsersQueryDto, UserRole } from '@boxoffice/contracts';
import { addressKey, isId } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../platform/ids/ids.module.js';
import type { Account, AccountChange } from './account.js';
import { UserEntity } from './user.entity.js';

/** A new account, whose address is proved. */
export interface NewAccount {
  name: string;
  email: string;
  passwordHash: string;
  role: UserRole;
  language: Language | null;
}

/** Finds and changes accounts and guests. */
@Injectable()
export class UserAccounts {
  constructor(private readonly ids: Ids) {}

  async find(manager: EntityManager, userId: string): Promise<Account | null> {
    return manager.findOneBy(UserEntity, { id: userId });
  }

  /** Locks the account, without blocking the sale of its tickets. */
  async lock(manager: EntityManager, userId: string): Promise<Account | null> {
    return manager.findOne(UserEntity, {
      where: { id: userId },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** The account of an address, if any. */
  async findByEmail(manager: EntityManager, email: string): Promise<Account | null> {
    return manager
      .createQueryBuilder(UserEntity, 'account')
      .where(`account.email_key = :key AND account.role <> 'guest'`, { key: addressKey(email) })
      .getOne();
  }

  /** Creates an account; `undefined` if its address has one already. */
  async open(manager: EntityManager, account: NewAccount): Promise<string | undefined> {
    const { name, email, passwordHash, role, language } = account;
    const [opened] = await manager.query<{ id: string }[]>(
      `INSERT INTO users (id, name, email, email_key, email_verified_at, password_hash, role, language)
       VALUES ($1, $2, $3, $4, now(), $5, $6, $7)
       ON CONFLICT (email_key) WHERE role <> 'guest' DO NOTHING
       RETURNING id`,
      [this.ids.next(), name, email, addressKey(email), passwordHash, role, language],
    );
    return opened?.id;
  }

  /**
   * Adds a guest. An address may have any number.
   *
   * @param email null for somebody at a counter who said none
   */
  async addGuest(
    manager: EntityManager,
    name: string,
    email: string | null,
    language: Language,
  ): Promise<string> {
    const id = this.ids.next();
    await manager.insert(UserEntity, {
      id,
      name,
      email,
      emailKey: email === null ? null : addressKey(email),
      role: 'guest',
      language,
    });
    return id;
  }

  /** Removes a guest for whom nothing was booked after all. */
  async removeGuest(manager: EntityManager, guestId: string): Promise<void> {
    await manager.query(
      `DELETE FROM users AS guest WHERE id = $1 AND role = 'guest'
         AND NOT EXISTS (SELECT FROM bookings WHERE user_id = guest.id)
         AND NOT EXISTS (SELECT FROM sessions WHERE user_id = guest.id)`,
      [guestId],
    );
  }

  /** Whether there is any guest with an address. */
  async hasGuests(manager: EntityManager, emailKey: string): Promise<boolean> {
    return (await this.guests(manager, emailKey, '0', 1)).length > 0;
  }

  /** A page of the guests with an address, by id. */
  async guests(
    manager: EntityManager,
    emailKey: string,
    after: string,
    limit: number,
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM users WHERE email_key = $1 AND role = 'guest' AND id > $2
       ORDER BY id LIMIT $3`,
      [emailKey, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Locks some guests. */
  async lockGuests(manager: EntityManager, guestIds: string[]): Promise<void> {
    await manager.query(
      `SELECT FROM users WHERE id = ANY($1) AND role = 'guest' ORDER BY id FOR NO KEY UPDATE`,
      [guestIds],
    );
  }

  async change(manager: EntityManager, userId: string, change: AccountChange): Promise<void> {
    await manager.update(UserEntity, { id: userId }, change);
  }

  /** A page of the users by id. Erased users aren't found by their old data. */
  async search(
    manager: EntityManager,
    { search, role, limit = 50, after = '0' }: ListAdminUsersQueryDto,
  ): Promise<Account[]> {
    const users = manager
      .createQueryBuilder(UserEntity, 'account')
      .where('account.id > :after', { after })
      .orderBy('account.id')
      .limit(limit);
    if (role !== undefined) users.andWhere('account.role = :role', { role });
    if (search !== undefined && search !== '') {
      const part = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`;
      users.andWhere(
        '(normalize(account.name, NFC) ILIKE :part OR account.email ILIKE :part OR account.email_key ILIKE :part OR account.id = :id)',
        {
          part,
          id: isId(search) ? search : '0',
        },
      );
    }
    return users.getMany();
  }
}
