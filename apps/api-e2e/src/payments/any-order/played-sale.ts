import type { Envelope, ProblemDto, SignInDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { signedInBy, stranger } from '../../accounts/people.ts';
import type { Workspace } from '../../events/workspace.ts';
import type { ApiUnderTest } from '../../setup/api-under-test.ts';
import { PlayedOrder } from './played-order.ts';
import { PlayedProvider, type About, type DisputeStatus } from './played-provider.ts';
import type { Lane } from './steps.ts';

/** Fewer than most sales ask for. */
const EVENT = {
  fees: [
    { name: 'Service fee', amountMinor: 100, per: 'ticket' },
    { name: 'Booking fee', amountMinor: 150, per: 'booking' },
  ],
  tax: { name: 'VAT', basisPoints: 1_900, included: false },
  tiers: [
    { name: 'Nave', priceMinor: 2_800, capacity: 8 },
    { name: 'Aisle', priceMinor: 2_200, capacity: 24 },
  ],
  maxTicketsPerUser: null,
};

/** Whatever an order depends on has been taken away: it ends there. */
export class GoneError extends Error {}

/** Those who buy, signed in as guests. */
export type Buyers = readonly Readonly<Record<string, string>>[];

export async function signInBuyers(api: ApiUnderTest, count: number): Promise<Buyers> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const person = stranger();
      const { name, email } = person;
      const signedIn = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
      return signedInBy(signedIn, person).headers;
    }),
  );
}

/** An event with few tickets, and the orders for them. */
export class PlayedSale {
  readonly orders: PlayedOrder[] = [];
  /** What no order may ever see: a sentence each. */
  readonly surprises: string[] = [];
  /** Why requests weren't answered, or found no database. */
  readonly unanswered: string[] = [];
  /** How many were. */
  answered = 0;
  /** Whether all orders have ended. */
  isOver = false;
  readonly provider: PlayedProvider;

  private constructor(
    readonly api: ApiUnderTest,
    readonly choir: Workspace,
    readonly eventId: string,
    readonly tierIds: readonly string[],
  ) {
    this.provider = new PlayedProvider(api, choir.id);
  }

  static async open(api: ApiUnderTest, choir: Workspace): Promise<PlayedSale> {
    const { id, tiers } = await choir.publish(EVENT);
    return new PlayedSale(
      api,
      choir,
      id,
      tiers.map((tier) => tier.id),
    );
  }

  /** Carries all lanes out at the same time, each by a buyer of its own. */
  async play(lanes: readonly Lane[], buyers: Buyers): Promise<void> {
    await Promise.all(
      lanes.map(async (lane, index) => {
        for (const one of lane) {
          const order = new PlayedOrder(this, buyers[index % buyers.length] ?? {}, one);
          this.orders.push(order);
          await order.play();
        }
      }),
    );
    this.isOver = true;
  }

  /** Sends a request of an order. @throws GoneError where there is nobody who could answer it */
  async ask<Body>(path: string, send: () => Promise<Response<Body>>): Promise<Response<Body>> {
    const answer = await this.reach(path, send);
    this.answered += 1;
    if (answer.status < 500) return answer;
    const { code } = answer.body as Partial<ProblemDto>;
    if (code === 'DATABASE_UNAVAILABLE')
      return this.reach(path, () => Promise.reject(new Error(code)));
    if (code !== 'BUSY') this.surprises.push(`${path} was answered by ${answer.status} ${code}.`);
    return answer;
  }

  /** Does what fails only where the other side is away. @throws GoneError there */
  async reach<T>(what: string, act: () => Promise<T>): Promise<T> {
    return act().catch((error: unknown) => {
      this.unanswered.push(`${what}: ${String(error)}`);
      throw new GoneError(what);
    });
  }

  /** Sends an event of the provider. */
  tell(id: string, about: About, secret?: string): Promise<Response<unknown>> {
    return this.ask('An event', () => this.provider.tell(id, about, undefined, secret));
  }

  /** Moves money at the provider. */
  moveMoney(paymentId: string): Promise<void> {
    return this.reach('The provider', () => this.provider.moveMoney(paymentId));
  }

  /** A bank disputes a payment, and the provider tells of it. */
  async dispute(about: About, step: { status: DisputeStatus; isWhole: boolean }): Promise<void> {
    await this.reach('The bank', () => this.provider.dispute(about, step));
    await this.tellOfDispute(about);
  }

  /** Tells of what was disputed of a payment. */
  tellOfDispute(about: About): Promise<void> {
    return this.reach('A dispute', () => this.provider.tellOfDispute(about));
  }

  /** What an event would name: a payment, or its last refund where there is one. */
  async aboutPayment(paymentId: string, prefersRefund: boolean): Promise<About | undefined> {
    const [known] = await this.rows<{ payment: string | null; refund: string | null }>(
      `SELECT provider_reference AS payment, (
         SELECT provider_reference FROM refunds AS refund
         WHERE refund.event_id = payment.event_id AND refund.payment_id = payment.id
         ORDER BY id DESC LIMIT 1) AS refund
       FROM payments AS payment WHERE event_id = $1 AND id::text = $2 AND provider = 'simulated'`,
      [this.eventId, paymentId],
    );
    if (known?.refund && prefersRefund) return { kind: 'refund', reference: known.refund };
    return known?.payment ? { kind: 'payment', reference: known.payment } : undefined;
  }

  /** Ends a hold that is running. */
  async endHold(bookingId: string, isLongAgo: boolean): Promise<void> {
    await this.rows(
      `UPDATE bookings SET hold_expires_at = now() - CASE WHEN $3 THEN interval '1 day' ELSE interval '1 second' END
       WHERE event_id = $1 AND id = $2 AND status = 'pending'`,
      [this.eventId, bookingId, isLongAgo],
    );
  }

  private rows<Row extends object>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.reach('The database', () => this.api.sql.rows<Row>(sql, parameters));
  }
}
