import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Sessions } from '../../auth/sessions/sessions.js';
import { MoveBookings, type MovableBooking } from '../../booking/move/move-bookings.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { isOpen } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { MoveEntries } from '../../waitlist/move/move-entries.js';

/** Guests per statement: no locks, so it may be many. */
const GUESTS_READ_MAX = 500;

/** Bookings per transaction. Each stays locked until the commit, and its buyer may be paying. */
const BOOKINGS_MOVED_MAX = 100;

/** Concurrent accounts per process. Nobody waits for it; the sale comes first. */
const ACCOUNTS_AT_ONCE = 1;

/**
 * Joins guest bookings, and places in waitlists, to the account that has proved their address: when it is proved, and at each sign-in,
 * because an account's owner may buy without signing in.
 *
 * A job does it in small transactions. Anybody can be a guest with anybody's address and reserve and cancel
 * at will, which must not slow down the owner's sign-in or hold locks for long. Unpaid, ended bookings stay
 * where they are.
 */
@Injectable()
export class JoinGuests implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly bookings: MoveBookings,
    private readonly entries: MoveEntries,
    private readonly sessions: Sessions,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('join-guests', ({ accountId }) => this.join(accountId), ACCOUNTS_AT_ONCE);
  }

  /** Enqueues the job; it runs after the caller's commit. */
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
      if (last === undefined) break;
      await this.transactions.run((manager) => this.move(manager, accountId, found));
      afterBooking = last.id;
    }
    const waiting = await this.entries.owners(this.dataSource.manager, guestIds, accountId);
    if (waiting.length === 0) return;
    await this.transactions.run((manager) => this.moveEntries(manager, accountId, waiting));
  }

  private async move(
    manager: EntityManager,
    accountId: string,
    found: MovableBooking[],
  ): Promise<void> {
    const guestIds = [...new Set(found.map(({ userId }) => userId))];
    if (!(await this.lockAll(manager, accountId, guestIds))) return;
    const moved = await this.bookings.execute(manager, found, accountId);
    await this.joined(manager, accountId, moved);
  }

  private async moveEntries(
    manager: EntityManager,
    accountId: string,
    guestIds: string[],
  ): Promise<void> {
    if (!(await this.lockAll(manager, accountId, guestIds))) return;
    await this.entries.execute(manager, guestIds, accountId);
    await this.joined(manager, accountId, guestIds);
  }

  /** @returns false where the account was closed or erased meanwhile: then everything stays with the guests */
  private async lockAll(
    manager: EntityManager,
    accountId: string,
    guestIds: string[],
  ): Promise<boolean> {
    const account = await this.accounts.lock(manager, accountId);
    if (!account || !isOpen(account)) return false;
    await this.accounts.lockGuests(manager, guestIds);
    return true;
  }

  private async joined(
    manager: EntityManager,
    accountId: string,
    guestIds: Iterable<string>,
  ): Promise<void> {
    for (const guestId of guestIds) {
      await this.accounts.change(manager, guestId, { joinedAccountId: accountId });
      await this.sessions.endAll(manager, guestId, 'joined_account');
    }
  }
}
