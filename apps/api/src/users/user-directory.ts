import { ProblemCode, type CreateUserDto, type ListUsersQueryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Ids } from '../ids/ids.module.js';
import { DomainError } from '../problems/domain-error.js';
import { UserEntity } from './user.entity.js';

/** Users that a process remembers to exist: some ten megabytes. */
const FOUND_MAX = 100_000;

/** Where a user is reached. */
export interface Addressee {
  name: string;
  address: string;
  isGuest: boolean;
}

/** Finds and adds users. */
@Injectable()
export class UserDirectory {
  private readonly found = new Set<string>();

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
   * Which of some users exist; one question, however many they are. Users are never removed, so those
   * that were found once are not asked for again.
   */
  async existing(manager: EntityManager, userIds: string[]): Promise<Set<string>> {
    const asked = [...new Set(userIds)];
    // Kept apart from what is remembered, which another transaction may empty while this one asks.
    const known = new Set(asked.filter((id) => this.found.has(id)));
    const unknown = asked.filter((id) => !known.has(id));
    if (unknown.length === 0) return known;
    const rows = await manager.query<{ id: string }[]>(`SELECT id FROM users WHERE id = ANY($1)`, [
      unknown,
    ]);
    const found = rows.map(({ id }) => id);
    this.saw(found);
    return new Set([...known, ...found]);
  }

  /** Those of some users of whom this process does not know yet that they exist, each once. */
  unseen(userIds: string[]): string[] {
    return [...new Set(userIds.filter((id) => !this.found.has(id)))];
  }

  /** Remembers that users exist; they are never removed. */
  saw(userIds: string[]): void {
    if (this.found.size >= FOUND_MAX) this.found.clear();
    for (const id of userIds) this.found.add(id);
  }

  /**
   * Those of some users who can be written to: accounts that have proven their address, and guests,
   * who said where their tickets are to go.
   */
  async addressees(userIds: string[]): Promise<Map<string, Addressee>> {
    const rows = await this.dataSource.query<(Addressee & { id: string })[]>(
      `SELECT id, name, email AS address, role = 'guest' AS "isGuest" FROM users
       WHERE id = ANY($1) AND email IS NOT NULL
         AND (email_verified_at IS NOT NULL OR role = 'guest')`,
      [[...new Set(userIds)]],
    );
    return new Map(rows.map(({ id, ...addressee }) => [id, addressee]));
  }

  /** A page of the users, in order of their ids. */
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
