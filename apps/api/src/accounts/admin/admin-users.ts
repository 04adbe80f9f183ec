import {
  ProblemCode,
  type AdminUserDto,
  type ChangeRoleDto,
  type ListAdminUsersQueryDto,
} from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import type { AuditFacts } from '../../platform/audit/audit-entry.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/access/access.js';
import { Sessions } from '../../auth/sessions/sessions.js';
import type { IdempotencyContext } from '../../platform/idempotency/idempotency-context.js';
import { IdempotentTransaction } from '../../platform/idempotency/idempotent-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isOpen, type Account, type AccountChange } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';

/** A change of a user by an admin. */
interface Change {
  userId: string;
  caller: Caller;
  actor: Actor;
  keyed?: IdempotencyContext;
  /** The audit's name for it. */
  action: string;
  /** The change, decided on the locked row. */
  decide: (user: Account) => AccountChange;
}

/** Administration of users. */
@Injectable()
export class AdminUsers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: UserAccounts,
    private readonly sessions: Sessions,
    private readonly idempotent: IdempotentTransaction,
    private readonly audit: AuditTrail,
  ) {}

  async list(query: ListAdminUsersQueryDto): Promise<AdminUserDto[]> {
    const { manager } = this.dataSource;
    return this.describe(manager, await this.accounts.search(manager, query));
  }

  /** @throws DomainError USER_NOT_FOUND, OWN_ACCOUNT, NOT_AN_ACCOUNT or FORBIDDEN */
  async changeRole(
    userId: string,
    { role }: ChangeRoleDto,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<AdminUserDto> {
    const decide = (user: Account): AccountChange => {
      if (user.role !== 'guest') return { role };
      throw new DomainError(
        ProblemCode.NotAnAccount,
        'Guests have no role. They can create an account with the same email address.',
      );
    };
    return this.change({ userId, caller, actor, keyed, action: 'user.role_changed', decide });
  }

  /** @throws DomainError USER_NOT_FOUND, OWN_ACCOUNT or FORBIDDEN */
  async disable(
    userId: string,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<AdminUserDto> {
    const decide = ({ disabledAt }: Account): AccountChange => ({
      disabledAt: disabledAt ?? new Date(),
    });
    return this.change({ userId, caller, actor, keyed, action: 'user.disabled', decide });
  }

  /** @throws DomainError USER_NOT_FOUND, OWN_ACCOUNT or FORBIDDEN */
  async enable(
    userId: string,
    caller: Caller,
    actor: Actor,
    keyed?: IdempotencyContext,
  ): Promise<AdminUserDto> {
    const decide = (): AccountChange => ({ disabledAt: null });
    return this.change({ userId, caller, actor, keyed, action: 'user.enabled', decide });
  }

  private async change({
    userId,
    caller,
    actor,
    keyed,
    action,
    decide,
  }: Change): Promise<AdminUserDto> {
    return this.idempotent.run(keyed, async (manager) => {
      const user = await this.lock(manager, userId, caller);
      const change = decide(user);
      await this.accounts.change(manager, userId, change);
      if (change.disabledAt) await this.sessions.endAll(manager, userId, 'disabled');
      const changed = { ...user, ...change };
      await this.audit.record(manager, [
        {
          ...actor,
          action,
          subject: { kind: 'user', id: userId },
          before: factsOf(user),
          after: factsOf(changed),
        },
      ]);
      const [described] = await this.describe(manager, [changed]);
      if (!described) throw new Error('One user in, one user out.');
      return { answer: described };
    });
  }

  /**
   * Locks the user and the admin in the order of their ids. If two admins demote each other at once, the
   * second is no longer an admin, so one always remains.
   */
  private async lock(manager: EntityManager, userId: string, caller: Caller): Promise<Account> {
    if (userId === caller.userId) {
      throw new DomainError(
        ProblemCode.OwnAccount,
        'You can’t do this to your own account; ask another admin.',
      );
    }
    const ids = [userId, ...(caller.userId === null ? [] : [caller.userId])];
    ids.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    const locked = new Map<string, Account>();
    for (const id of ids) {
      const account = await this.accounts.lock(manager, id);
      if (account) locked.set(id, account);
    }
    const admin = caller.userId === null ? undefined : locked.get(caller.userId);
    if (admin && (admin.role !== 'admin' || !isOpen(admin))) {
      throw new DomainError(ProblemCode.Forbidden, 'This is for admins only.');
    }
    const user = locked.get(userId);
    if (!user) throw new DomainError(ProblemCode.UserNotFound, `There is no user ${userId}.`);
    return user;
  }

  private async describe(manager: EntityManager, users: Account[]): Promise<AdminUserDto[]> {
    const lastSeen = await this.sessions.lastSeen(
      manager,
      users.map(({ id }) => id),
    );
    return users.map((user) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      emailVerified: user.emailVerifiedAt !== null,
      disabled: user.disabledAt !== null,
      createdAt: user.createdAt.toISOString(),
      lastSeenAt: lastSeen.get(user.id)?.toISOString() ?? null,
    }));
  }
}

function factsOf({ role, disabledAt }: Account): AuditFacts {
  return { role, disabled: disabledAt !== null };
}
