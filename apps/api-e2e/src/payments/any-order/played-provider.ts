import { createHmac } from 'node:crypto';
import type { Response } from '@boxoffice/testing';
import type { ApiUnderTest } from '../../setup/api-under-test.ts';

/** What the simulated provider signs its events with; it stands in the source for everybody. */
const EVENT_SECRET = 'simulated-events';

/** What an event is about. */
export interface About {
  readonly kind: 'payment' | 'refund';
  readonly reference: string;
}

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

  /** Sends an event, signed by the provider or by somebody else. */
  async tell(id: string, about: About, secret = EVENT_SECRET): Promise<Response<unknown>> {
    const body = { id, type: `${about.kind}.changed`, about };
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
