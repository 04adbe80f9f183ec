import { ProblemCode } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/audit/actor.js';
import { networkOf } from '../../platform/audit/network-of.js';
import { Settings } from '../../platform/config/settings.js';
import { DomainError } from '../../platform/problems/domain-error.js';
import { countedAddress } from '../../platform/rate-limits/counted-address.js';
import { readLimit } from '../../platform/rate-limits/limits.js';
import type { Quota } from '../../platform/rate-limits/quota.js';
import { RateLimits } from '../../platform/rate-limits/rate-limits.js';

/** One quota that tickets count for, and whose it is. */
interface Share {
  quota: Quota;
  key: string;
  whose: string;
  /** How many may be unpaid for longer than a hold lasts before the next hold is a short one; undefined: any number. */
  tolerated?: number;
}

/** Tickets of one event that were paid for. */
export interface PaidTickets {
  eventId: string;
  quantity: number;
  /** For how long they had been held then. */
  heldSeconds: number;
}

/** Tickets that were counted. */
export interface CountedTickets {
  /** For how long the oldest unpaid tickets of the buyer have been unpaid, in seconds; 0 where there are none but these. */
  unpaidForSeconds: number;
  /** For when the tickets are not held after all. */
  giveBack: () => Promise<void>;
}

/**
 * Keeps the unpaid tickets of an event to quotas, so that nobody can hold all of it without paying.
 *
 * Tickets count from when they are asked for until they are paid for. Those whose hold ends unpaid go on
 * counting until the window is over: reserving them again and again is what the quotas are against.
 *
 * A guest has proved nothing, and could be a new one each time: a guest counts as themselves, as their
 * network address, and as the network around it. An account has proved an e-mail address: it counts as the mailbox
 * that the address leads to, and as one of many accounts behind its network address, of which a company or a
 * campus may have hundreds. A guest does not count as the mailbox that they name: a stranger could use it up.
 * Who sells (organisers, admins) does not count.
 *
 * Where the oldest of them have been unpaid for longer than a hold lasts, they were let go or are held again and
 * again: the next hold is a short one then (`holdOf`). So it is for an account and a guest, and for all guests at an
 * address once more than half of their quota is unpaid, since many of them may be buying at any time. Which tickets
 * a payment is for is told by how long they were held: older ones that nobody pays for stay the oldest.
 *
 * Counted before the reservation is queued, in memory or where processes count together: in memory, it
 * asks nobody.
 */
@Injectable()
export class UnpaidTickets {
  private readonly guestTicketsMax: number;
  private readonly guest: Quota;
  private readonly guestsOfAddress: Quota;
  private readonly guestsOfNetwork: Quota;
  private readonly account: Quota;
  private readonly accountsOfAddress: Quota;

  constructor(
    private readonly limits: RateLimits,
    settings: Settings,
  ) {
    const quota = (name: string, setting: string): Quota =>
      limits.quota(`unpaid-${name}`, readLimit(setting));
    this.guestTicketsMax = settings.GUEST_TICKETS_MAX;
    this.guest = quota('guest', settings.UNPAID_TICKETS_GUEST);
    this.guestsOfAddress = quota('guests-address', settings.UNPAID_TICKETS_GUESTS_ADDRESS);
    this.guestsOfNetwork = quota('guests-network', settings.UNPAID_TICKETS_GUESTS_NETWORK);
    this.account = quota('account', settings.UNPAID_TICKETS_ACCOUNT);
    this.accountsOfAddress = quota('accounts-address', settings.UNPAID_TICKETS_ACCOUNTS_ADDRESS);
  }

  /**
   * Counts tickets that are asked for.
   *
   * @throws DomainError ADDRESS_PROOF_REQUIRED where no guest may hold so many, UNPAID_LIMIT_EXCEEDED
   */
  async take(eventId: string, quantity: number, actor: Actor): Promise<CountedTickets> {
    const most = this.guestTicketsMax;
    if (this.limits.areOn && actor.actorRole === 'guest' && quantity > most) {
      throw new DomainError(
        ProblemCode.AddressProofRequired,
        `Guests can reserve up to ${most} tickets at a time. To reserve more, sign in or create an account. Nothing was held.`,
        { limit: most, requested: quantity },
      );
    }
    const taken: Share[] = [];
    const giveBack = async (): Promise<void> => {
      await Promise.all(taken.map(({ quota, key }) => quota.giveBack(key, quantity)));
    };
    let unpaidForSeconds = 0;
    for (const share of this.sharesOf(eventId, actor)) {
      const said = await share.quota.take(share.key, quantity);
      if ('waitSeconds' in said) {
        await giveBack();
        throw tooManyUnpaid(share, quantity, said.waitSeconds);
      }
      taken.push(share);
      if (said.before > (share.tolerated ?? Infinity)) {
        unpaidForSeconds = Math.max(unpaidForSeconds, said.sinceSeconds);
      }
    }
    return { unpaidForSeconds, giveBack };
  }

  /** Tickets were paid for: they count no more, for whoever pays and from where they pay. */
  async paid(tickets: PaidTickets[], actor: Actor): Promise<void> {
    await Promise.all(
      tickets.flatMap(({ eventId, quantity, heldSeconds }) =>
        this.sharesOf(eventId, actor).map(({ quota, key }) =>
          quota.giveBack(key, quantity, heldSeconds),
        ),
      ),
    );
  }

  private sharesOf(eventId: string, { actorId, actorRole, ip, mailbox }: Actor): Share[] {
    if (!this.limits.areOn || actorId === null) return [];
    const share = (quota: Quota, key: string, whose: string, tolerated?: number): Share => ({
      quota,
      key: `${eventId} ${key}`,
      whose,
      tolerated,
    });
    const address = ip === null ? 'unknown' : countedAddress(ip);
    switch (actorRole) {
      case 'guest': {
        const half = this.guestsOfAddress.limit.requests / 2;
        return [
          share(this.guest, actorId, 'you', 0),
          share(this.guestsOfAddress, address, 'guests at your network address', half),
          share(this.guestsOfNetwork, networkOf(ip) ?? 'unknown', 'guests in your network'),
        ];
      }
      case 'customer':
      case 'door_staff':
        return [
          share(this.account, mailbox ?? actorId, 'you', 0),
          share(this.accountsOfAddress, address, 'people at your network address'),
        ];
      default:
        return [];
    }
  }
}

function tooManyUnpaid(
  { quota, whose }: Share,
  requested: number,
  waitSeconds: number,
): DomainError {
  const limit = quota.limit.requests;
  return new DomainError(
    ProblemCode.UnpaidLimitExceeded,
    `Limit: ${limit} unpaid tickets for this event for ${whose}, including any released in the last ${Math.ceil(quota.limit.seconds / 60)} minutes. Nothing was held; pay for what you hold, or try again later.`,
    { limit, requested, retryAfterSeconds: waitSeconds },
  );
}
