import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Sessions } from '../../auth/sessions/sessions.js';
import { MoveBookings } from '../../booking/move/move-bookings.js';
import { UserAccounts } from '../../users/user-accounts.js';

/**
 * Gives an account what was bought by guests with its address, which the account has proven. Done when
 * the address is proven, and again at each sign-in: somebody with an account may have bought without
 * signing in.
 */
@Injectable()
export class JoinGuests {
  constructor(
    private readonly accounts: UserAccounts,
    private readonly bookings: MoveBookings,
    private readonly sessions: Sessions,
  ) {}

  async execute(manager: EntityManager, accountId: string, emailKey: string): Promise<void> {
    const guestIds = await this.accounts.lockGuests(manager, emailKey);
    if (guestIds.length === 0) return;
    await this.bookings.execute(manager, guestIds, accountId);
    for (const guestId of guestIds) {
      await this.accounts.change(manager, guestId, { joinedAccountId: accountId });
      await this.sessions.endAll(manager, guestId, 'joined_account');
    }
  }
}
