import { createHmac } from 'node:crypto';
import type { Response } from '@boxoffice/testing';
import type { ApiUnderTest } from '../../setup/api-under-test.ts';

/** What the simulated provider signs its events with; it stands in the source for everybody. */
const EVENT_SECRET = 'simulated-events';

/** What an event is about. */
export interface About {
  readonly kind: 'payment' | 'refund' | 'dispute';
  readonly reference: string;
}

/** How a dispute stands. */
export type DisputeStatus = 'open' | 'won' | 'lost';

/** The simulated provider's part that it doesn't play by itself: buyers who pay at its pages, and its events. */
export class PlayedProvider {
  /** Ids of events that were received. */
  readonly received = new Set<string>();

  constructor(
    private readonly api: ApiUnderTest,
    private readonly organiserId: string,
  ) {}

  /** Money moves there, unless it was cancelled or has moved already. */
  async moveMoney(paymentId: string): Promise<void> {
    await this.api.sql.execute(
      `UPDATE simulated_payments SET status = 'captured' WHERE key = $1 AND status = 'open'`,
      [`payment-${paymentId}`],
    );
  }

  /** The bank that a payment came from takes some or all of it back, once; or decides, once. */
  async dispute(
    { reference }: About,
    { status, isWhole }: { status: DisputeStatus; isWhole: boolean },
  ): Promise<void> {
    await this.api.sql.execute(
      `INSERT INTO simulated_disputes AS known (reference, payment, amount_minor, status)
       SELECT 'dispute_' || reference, reference, CASE WHEN $3 THEN amount_minor ELSE 900 END, $2
       FROM simulated_payments WHERE reference = $1 AND status = 'captured'
       ON CONFLICT (reference) DO UPDATE SET status = excluded.status WHERE known.status = 'open'`,
      [reference, status, isWhole],
    );
  }

  /** Tells of the disputes of a payment that there are. */
  async tellOfDispute({ reference }: About): Promise<void> {
    const disputes = await this.api.sql.rows<{ id: string; status: string }>(
      'SELECT reference AS id, status FROM simulated_disputes WHERE payment = $1',
      [reference],
    );
    for (const { id, status } of disputes) {
      await this.tell(`evt-${id}-${status}`, { kind: 'dispute', reference }, { reference: id });
    }
  }

  /** Sends an event, signed by the provider or by somebody else. */
  async tell(
    id: string,
    about: About,
    dispute?: { readonly reference: string },
    secret = EVENT_SECRET,
  ): Promise<Response<unknown>> {
    const body = { id, type: `${about.kind}.changed`, about, dispute };
    const signature = createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex');
    const answer = await this.api.post(
      `/payments/providers/simulated/${this.organiserId}/events`,
      body,
      { headers: { 'x-simulated-signature': signature } },
    );
    if (answer.status === 204) this.received.add(id);
    return answer;
  }
}
