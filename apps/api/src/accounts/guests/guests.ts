import { ProblemCode, type GuestDto } from '@boxoffice/contracts';
import type { Language } from '@boxoffice/contracts/formats';
import { Injectable } from '@nestjs/common';
import type { Device } from '../../auth/sessions/device.js';
import { GuestLinks } from '../../auth/sessions/guest-links.js';
import { Transactions } from '../../platform/database/in-transaction.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isOpen } from '../../users/account.js';
import { UserAccounts } from '../../users/user-accounts.js';
import { BeginSession, type SignedIn } from '../sign-in/begin-session.js';

/**
 * Lets people buy without an account. Each visit is a guest of its own: its address isn't proved, so it must
 * not lead to what others bought with it.
 */
@Injectable()
export class Guests {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: UserAccounts,
    private readonly links: GuestLinks,
    private readonly beginSession: BeginSession,
  ) {}

  async enter({ name, email }: GuestDto, device: Device, language: Language): Promise<SignedIn> {
    return this.transactions.run(async (manager) => {
      const guestId = await this.accounts.addGuest(manager, name, email, language);
      const guest = await this.accounts.find(manager, guestId);
      if (!guest) throw new Error('A guest was not written.');
      return this.beginSession.execute(manager, guest, device);
    });
  }

  /** @throws DomainError TOKEN_INVALID */
  async enterByLink(token: string, device: Device): Promise<SignedIn> {
    const guestId = this.links.guestOf(token);
    if (guestId === undefined) throw invalid('This link is not valid, or too old.');
    return this.transactions.run(async (manager) => {
      const guest = await this.accounts.find(manager, guestId);
      if (guest?.role !== 'guest' || !isOpen(guest)) throw invalid('This link is no longer valid.');
      if (guest.joinedAccountId !== null) {
        throw invalid('These bookings belong to your account now. Sign in to see them.');
      }
      return this.beginSession.execute(manager, guest, device);
    });
  }
}

function invalid(detail: string): DomainError {
  return new DomainError(ProblemCode.TokenInvalid, detail);
}
