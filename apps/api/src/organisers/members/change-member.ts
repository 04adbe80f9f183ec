import {
  mayActAs,
  ProblemCode,
  type OrganiserMemberDto,
  type OrganiserRole,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../platform/access/access.js';
import type { Actor } from '../../platform/audit/actor.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { OrganiserAccess } from '../organiser-access.js';
import { Members } from './members.js';

/** Lists the members of an organisation, changes what they may do, and removes them. */
@Injectable()
export class ChangeMember {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly access: OrganiserAccess,
    private readonly members: Members,
  ) {}

  /** @throws DomainError ORGANISER_NOT_FOUND or FORBIDDEN */
  async list(organiserId: string, caller: Caller): Promise<OrganiserMemberDto[]> {
    const { manager } = this.dataSource;
    await this.access.require(manager, caller, { organiserId }, 'manager');
    return this.members.list(manager, organiserId);
  }

  /** @throws DomainError ORGANISER_NOT_FOUND, MEMBER_NOT_FOUND, FORBIDDEN or LAST_OWNER */
  async changeRole(
    organiserId: string,
    userId: string,
    role: OrganiserRole,
    caller: Caller,
    actor: Actor,
  ): Promise<OrganiserMemberDto> {
    return this.transactions.run(async (manager) => {
      const own = await this.access.requireAlone(manager, caller, organiserId, 'manager');
      const before = await this.members.roleOf(manager, organiserId, userId);
      refuseAbove(own.actsAs, before, role);
      if (before !== role) {
        if (before === 'owner') await this.members.refuseLastOwner(manager, organiserId, userId);
        await this.members.changeRole(manager, organiserId, userId, role);
        await this.members.record(manager, 'organiser.member_role_changed', organiserId, actor, {
          before: { member: userId, role: before },
          after: { member: userId, role },
        });
      }
      const [member] = await this.members.list(manager, organiserId, userId);
      if (!member) throw new Error('Whoever is locked stays a member.');
      return member;
    });
  }

  /**
   * Removes a member; each may leave.
   *
   * @throws DomainError ORGANISER_NOT_FOUND, MEMBER_NOT_FOUND, FORBIDDEN or LAST_OWNER
   */
  async remove(organiserId: string, userId: string, caller: Caller, actor: Actor): Promise<void> {
    await this.transactions.run(async (manager) => {
      const leaves = userId === caller.userId;
      const needed = leaves ? 'door' : 'manager';
      const own = await this.access.requireAlone(manager, caller, organiserId, needed);
      const role = await this.members.roleOf(manager, organiserId, userId);
      refuseAbove(own.actsAs, role);
      if (role === 'owner') await this.members.refuseLastOwner(manager, organiserId, userId);
      await this.members.remove(manager, organiserId, userId);
      const action = leaves ? 'organiser.member_left' : 'organiser.member_removed';
      await this.members.record(manager, action, organiserId, actor, {
        before: { member: userId, role },
        after: null,
      });
    });
  }
}

/**
 * Nobody makes, changes or removes a member who may do more than they do.
 *
 * @throws DomainError FORBIDDEN
 */
export function refuseAbove(own: OrganiserRole, ...others: OrganiserRole[]): void {
  if (others.every((role) => mayActAs(own, role))) return;
  throw new DomainError(
    ProblemCode.Forbidden,
    'Only owners of the organisation can do this to an owner, or make somebody one.',
  );
}
