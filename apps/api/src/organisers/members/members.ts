import { ProblemCode, type OrganiserMemberDto, type OrganiserRole } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isOpen, type Account } from '../../users/account.js';
import { requireOpen } from '../../users/standing.js';
import { UserAccounts } from '../../users/user-accounts.js';

interface MemberRow extends Omit<OrganiserMemberDto, 'createdAt'> {
  createdAt: Date;
}

/** The rows that say who works for which organisation. Whoever changes them has locked the organisation. */
@Injectable()
export class Members {
  constructor(
    private readonly accounts: UserAccounts,
    private readonly audit: AuditTrail,
  ) {}

  /** Locks who is to become a member, so that nobody erases them meanwhile. */
  async lockAccount(manager: EntityManager, userId: string, actor: Actor): Promise<Account> {
    const account = await this.accounts.lock(manager, userId);
    requireOpen(
      account ? (isOpen(account) ? 'open' : 'closed') : undefined,
      userId,
      actor,
      '; nothing was changed',
    );
    if (!account) throw new Error('An account that is open is there.');
    return account;
  }

  /** @throws DomainError ALREADY_MEMBER */
  async add(
    manager: EntityManager,
    organiserId: string,
    userId: string,
    role: OrganiserRole,
    actor: Actor,
  ): Promise<void> {
    const added = await manager.query<unknown[]>(
      `INSERT INTO organiser_members (organiser_id, user_id, role) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING user_id`,
      [organiserId, userId, role],
    );
    if (added.length === 0) throw alreadyMember();
    await this.record(manager, 'organiser.member_joined', organiserId, actor, {
      before: null,
      after: { member: userId, role },
    });
  }

  /** @throws DomainError MEMBER_NOT_FOUND */
  async roleOf(
    manager: EntityManager,
    organiserId: string,
    userId: string,
  ): Promise<OrganiserRole> {
    const role = await this.findRole(manager, organiserId, userId);
    if (role !== undefined) return role;
    throw new DomainError(
      ProblemCode.MemberNotFound,
      `User ${userId} is not a member of this organisation.`,
    );
  }

  async findRole(
    manager: EntityManager,
    organiserId: string,
    userId: string,
  ): Promise<OrganiserRole | undefined> {
    const [member] = await manager.query<{ role: OrganiserRole }[]>(
      `SELECT role FROM organiser_members WHERE organiser_id = $1 AND user_id = $2`,
      [organiserId, userId],
    );
    return member?.role;
  }

  /** @throws DomainError LAST_OWNER where nobody else owns the organisation */
  async refuseLastOwner(
    manager: EntityManager,
    organiserId: string,
    userId: string,
  ): Promise<void> {
    const [other] = await manager.query<unknown[]>(
      `SELECT FROM organiser_members
       WHERE organiser_id = $1 AND user_id <> $2 AND role = 'owner' LIMIT 1`,
      [organiserId, userId],
    );
    if (other) return;
    throw new DomainError(
      ProblemCode.LastOwner,
      'This is the organisation’s only owner. Make somebody else an owner first.',
    );
  }

  async changeRole(
    manager: EntityManager,
    organiserId: string,
    userId: string,
    role: OrganiserRole,
  ): Promise<void> {
    await manager.query(
      `UPDATE organiser_members SET role = $3 WHERE organiser_id = $1 AND user_id = $2`,
      [organiserId, userId, role],
    );
  }

  async remove(manager: EntityManager, organiserId: string, userId: string): Promise<void> {
    await manager.query(`DELETE FROM organiser_members WHERE organiser_id = $1 AND user_id = $2`, [
      organiserId,
      userId,
    ]);
  }

  /** Everybody who works for an organisation, or one of them; those who may do most come first. */
  async list(
    manager: EntityManager,
    organiserId: string,
    userId?: string,
  ): Promise<OrganiserMemberDto[]> {
    const rows = await manager.query<MemberRow[]>(
      `SELECT member.user_id AS "userId", account.name, account.email, member.role,
         member.created_at AS "createdAt"
       FROM organiser_members AS member JOIN users AS account ON account.id = member.user_id
       WHERE member.organiser_id = $1 AND ($2::bigint IS NULL OR member.user_id = $2)
       ORDER BY array_position('{owner,manager,box_office,door}', member.role), account.name,
         member.user_id`,
      [organiserId, userId ?? null],
    );
    return rows.map(({ createdAt, ...member }) => ({
      ...member,
      createdAt: createdAt.toISOString(),
    }));
  }

  async record(
    manager: EntityManager,
    action: string,
    organiserId: string,
    actor: Actor,
    { before, after }: Record<'before' | 'after', MemberFacts | null>,
  ): Promise<void> {
    const subject = { kind: 'organiser', id: organiserId } as const;
    await this.audit.record(manager, [{ ...actor, action, subject, before, after }]);
  }
}

/** What is recorded of a member: by id, which leads to nobody once the account is erased. */
type MemberFacts = Readonly<{ member: string; role: OrganiserRole }>;

export function alreadyMember(): DomainError {
  return new DomainError(ProblemCode.AlreadyMember, 'They already work for this organisation.');
}
