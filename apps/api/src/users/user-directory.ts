import { ProblemCode, type CreateUserDto, type ListUsersQueryDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { numbersText } from '../platform/database/numbers-text.js';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { Ids } from '../platform/ids/ids.module.js';
import { DomainError } from '../platform/problems/domain-error.js';
import { IS_MAILABLE_SQL, SHARING_ADDRESSES_SQL } from './buyers-sql.js';
import { IS_OPEN_SQL, requireOpen, type Standing } from './standing.js';
import { UserEntity } from './user.entity.js';

const STANDING_SQL = prepared(
  `SELECT id, ${IS_OPEN_SQL} AS open FROM users WHERE id = ANY ($1::bigint[])`,
);

/** Where a user is reached. */
export interface Addressee {
  name: string;
  address: string;
  isGuest: boolean;
  language: Language | null;
}

/** Finds and adds users. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError USER_NOT_FOUND */
  async find(userId: string): Promise<UserEntity> {
    const user = await this.dataSource.manager.findOneBy(UserEntity, { id: userId });
    if (!user) throw new DomainError(ProblemCode.UserNotFound, `There is no user ${userId}.`);
    return user;
  }

  /**
   * Which of some users exist and whether they may buy, in one query. Not cached: an account that another
   * process has just closed must buy nothing more here.
   */
  async standing(manager: EntityManager, userIds: string[]): Promise<Map<string, Standing>> {
    const rows = await manager.query<{ id: string; open: boolean }[]>(STANDING_SQL, [
      numbersText([...new Set(userIds)]),
    ]);
    return new Map(rows.map(({ id, open }) => [id, open ? 'open' : 'closed']));
  }

  /**
   * Refuses closed accounts, as actor or as buyer.
   *
   * @param actor who asks; the demo's admin, whom no request names, has no account that could be closed
   * @param userId for whom, where that matters
   * @throws DomainError UNAUTHENTICATED or ACCOUNT_DISABLED
   */
  async refuseClosed(manager: EntityManager, actor: Actor, userId?: string): Promise<void> {
    const ids = [actor.actorId, userId].filter((id) => id !== null && id !== undefined);
    const standing = await this.standing(manager, ids);
    for (const id of ids)
      requireOpen(standing.get(id) ?? 'open', id, actor, '; nothing was changed');
  }

  /**
   * Those of some users who can be mailed: accounts with a proved address, and guests, who said where to send
   * their tickets. Locks them against erasure.
   */
  async lockAddressees(manager: EntityManager, userIds: string[]): Promise<Map<string, Addressee>> {
    const rows = await manager.query<(Addressee & { id: string })[]>(
      `SELECT id, name, email_key AS address, role = 'guest' AS "isGuest", language
       FROM users
       WHERE id = ANY($1) AND ${IS_MAILABLE_SQL}
       ORDER BY id FOR SHARE`,
      [[...new Set(userIds)]],
    );
    return new Map(rows.map(({ id, ...addressee }) => [id, addressee]));
  }

  /** Some users, and whoever else uses one of their addresses: of its guests the newest. */
  async sharingAddresses(manager: EntityManager, userIds: string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(SHARING_ADDRESSES_SQL, [userIds]);
    return [...new Set([...userIds, ...rows.map(({ id }) => id)])];
  }

  /** A page of the users by id. */
  /** The admins of the installation who can be mailed. Locks them against erasure. */
  async lockAdmins(manager: EntityManager): Promise<Addressee[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM users WHERE role = 'admin' AND ${IS_MAILABLE_SQL} ORDER BY id`,
    );
    const admins = await this.lockAddressees(
      manager,
      rows.map(({ id }) => id),
    );
    return [...admins.values()];
  }

  async list({ limit = 100, after = '0' }: ListUsersQueryDto): Promise<UserEntity[]> {
    return this.dataSource.manager.find(UserEntity, {
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** @param actor the admin who adds them */
  async add(manager: EntityManager, { name }: CreateUserDto, actor: Actor): Promise<UserEntity> {
    const id = this.ids.next();
    await manager.insert(UserEntity, { id, name });
    const user = await manager.findOneByOrFail(UserEntity, { id });
    await this.audit.record(manager, [
      {
        ...actor,
        action: 'user.added',
        subject: { kind: 'user', id },
        before: null,
        after: { role: user.role },
      },
    ]);
    return user;
  }
}
