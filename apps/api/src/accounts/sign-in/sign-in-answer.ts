import type { GuestHoldDto, SignInDto } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/audit/actor.js';
import { hashOfSecret } from '../../auth/sessions/secrets.js';
import { Sessions } from '../../auth/sessions/sessions.js';
import { MoveHolds, type MovedHolds } from '../../booking/move/move-holds.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { MoveEntries } from '../../waitlist/move/move-entries.js';
import type { SignedIn } from './begin-session.js';
import { RefreshCookie } from './refresh-cookie.js';

const NO_HOLDS: MovedHolds = { holds: [], committed: () => undefined };

/** Sets and clears the session cookie. */
@Injectable()
export class SignInAnswer {
  constructor(
    private readonly cookie: RefreshCookie,
    private readonly sessions: Sessions,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly moveHolds: MoveHolds,
    private readonly moveEntries: MoveEntries,
  ) {}

  /** Signing in ends the browser's earlier session, and moves a guest's holds and places in waitlists along. */
  async give(
    { answer, session }: SignedIn,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignInDto> {
    const { id, role } = answer.user;
    const { ip, id: requestId } = request;
    const actor: Actor = { actorId: id, actorRole: role, ip, requestId };
    const guestHolds = await this.replaceSession(request, actor, id);
    if (guestHolds.length > 0) answer.guestHolds = guestHolds;
    this.cookie.write(reply, session);
    return answer;
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token !== undefined) {
      await this.transactions.run((manager) =>
        this.sessions.endByToken(manager, hashOfSecret(token), 'signed_out'),
      );
    }
    this.cookie.remove(reply);
  }

  private async replaceSession(
    request: FastifyRequest,
    actor: Actor,
    userId: string,
  ): Promise<GuestHoldDto[]> {
    const token = this.cookie.read(request);
    if (token === undefined) return [];
    const moved = await this.transactions.run(async (manager) => {
      const before = await this.sessions.endByToken(manager, hashOfSecret(token), 'replaced');
      if (before === undefined || before === userId) return NO_HOLDS;
      return this.takeAlong(manager, before, userId, actor);
    });
    moved.committed();
    return moved.holds;
  }

  /** An account's holds stay with it, whoever signs in next. */
  private async takeAlong(
    manager: EntityManager,
    fromUserId: string,
    toUserId: string,
    actor: Actor,
  ): Promise<MovedHolds> {
    const before = await this.accounts.find(manager, fromUserId);
    if (before?.role !== 'guest') return NO_HOLDS;
    const moved = await this.moveHolds.execute(manager, fromUserId, toUserId, actor);
    await this.moveEntries.execute(manager, [fromUserId], toUserId);
    return moved;
  }
}
