import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Sessions } from '../../auth/sessions/sessions.js';
import { MoveBookings, type MovableBooking } from '../../booking/move/move-bookings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { isOpen } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';

/** Guests of an address that are looked at by one statement: without locks, so there may be many. */
const GUESTS_READ_MAX = 500;

/** Bookings that one transaction moves. Each is locked until it commits, and their buyers may be paying. */
const BOOKINGS_MOVED_MAX = 100;

/** Accounts that a process gives their bookings at once. Nobody waits for it: the sale goes first. */
const ACCOUNTS_AT_ONCE = 1;

/**
 * Gives an account what was bought by guests with its address, which the account has proven. Asked for
 * when the address is proven, and again at each sign-in: somebody with an account may have bought without
 * signing in.
 *
 * A job does it, in small transactions, since anybody can be a guest with anybody's address, and reserve and
 * cancel as often as they like: that must not make the owner's sign-in slow, or keep locks for long. What
 * came to nothing stays where it is.
 */
@Injectable()
export class JoinGuests implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly bookings: MoveBookings,
    private readonly sessions: Sessions,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('join-guests', ({ accountId }) => this.join(accountId), ACCOUNTS_AT_ONCE);
  }

  /** Has it done once the caller's transaction has committed. */
  async execute(manager: EntityManager, accountId: string, emailKey: string): Promise<void> {
    if (!(await this.accounts.hasGuests(manager, emailKey))) return;
    await this.jobs.enqueue(manager, 'join-guests', { accountId });
  }

  private async join(accountId: string): Promise<void> {
    const { manager } = this.dataSource;
    const emailKey = (await this.accounts.find(manager, accountId))?.emailKey;
    // Erased meanwhile.
    if (typeof emailKey !== 'string') return;
    let after = '0';
    for (;;) {
      const guestIds = await this.accounts.guests(manager, emailKey, after, GUESTS_READ_MAX);
      const last = guestIds.at(-1);
      if (last === undefined) return;
      await this.joinSome(accountId, guestIds);
      after = last;
    }
  }

  private async joinSome(accountId: string, guestIds: string[]): Promise<void> {
    let afterBooking = '0';
    for (;;) {
      const found = await this.bookings.find(
        this.dataSource.manager,
        guestIds,
        afterBooking,
        BOOKINGS_MOVED_MAX,
      );
      const last = found.at(-1);
      if (last === undefined) return;
      await this.transactions.run((manager) => this.move(manager, accountId, found));
      afterBooking = last.id;
    }
  }

  private async move(
    manager: EntityManager,
    accountId: string,
    found: MovableBooking[],
  ): Promise<void> {
    // Closed or erased while the job waited: what guests bought stays theirs.
    const account = await this.accounts.lock(manager, accountId);
    if (!account || !isOpen(account)) return;
    const guestIds = [...new Set(found.map(({ userId }) => userId))];
    await this.accounts.lockGuests(manager, guestIds);
    for (const guestId of await this.bookings.execute(manager, found, accountId)) {
      await this.accounts.change(manager, guestId, { joinedAccountId: accountId });
      await this.sessions.endAll(manager, guestId, 'joined_account');
    }
  }
}
