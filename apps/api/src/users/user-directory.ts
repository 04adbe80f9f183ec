import { ProblemCode, type CreateUserDto, type ListUsersQueryDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { Ids } from '../ids/ids.module.js';
import { DomainError } from '../problems/domain-error.js';
import { UserEntity } from './user.entity.js';

/** Finds and adds users. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError USER_NOT_FOUND */
  async find(userId: string): Promise<UserEntity> {
    const user = await this.dataSource.manager.findOneBy(UserEntity, { id: userId });
    if (!user) throw new DomainError(ProblemCode.UserNotFound, `There is no user ${userId}.`);
    return user;
  }

  /** Which of some users exist; one question, however many they are. */
  async existing(manager: EntityManager, userIds: string[]): Promise<Set<string>> {
    const rows = await manager.query<{ id: string }[]>(`SELECT id FROM users WHERE id = ANY($1)`, [
      [...new Set(userIds)],
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** A page of the users, in order of their ids. */
  async list({ limit = 100, after = '0' }: ListUsersQueryDto): Promise<UserEntity[]> {
    return this.dataSource.manager.find(UserEntity, {
      where: { id: MoreThan(after) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  async add(manager: EntityManager, { name }: CreateUserDto): Promise<UserEntity> {
    const id = this.ids.next();
    await manager.insert(UserEntity, { id, name });
    return manager.findOneByOrFail(UserEntity, { id });
  }
}
