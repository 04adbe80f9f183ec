import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { PeriodicTask } from '../../platform/periodic/periodic-task.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { DueDeliveries, type DueDelivery } from './due-deliveries.js';
import { SendRequest, type RequestOutcome } from './send-request.js';
import { signedHeaders } from './sign-message.js';

/** Requests that a process has open at once: more only make a slow machine's own timeouts. */
const AT_ONCE = 50;

/** Of these, to one endpoint. A slow one keeps the others waiting by a tenth at most, and isn't run over itself. */
const AT_ONCE_OF_EACH = 5;

/**
 * Sends what is due: at least once, in no order, and by one process at a time.
 *
 * Every process looks every few seconds. What it takes is its own for as long as a request may take; a process that
 * dies after sending and before recording leaves it to the next one, which sends it again under the same id.
 */
@Injectable()
export class DeliverWebhooks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('DeliverWebhooks');
  private readonly task: PeriodicTask;
  /** What is being sent now, by its endpoint. */
  private readonly open = new Map<Promise<void>, string>();
  private soon?: NodeJS.Timeout;

  constructor(
    settings: Settings,
    private readonly due: DueDeliveries,
    private readonly sending: SendRequest,
    private readonly box: SecretBox,
    private readonly clock: Clock,
  ) {
    const intervalMs = settings.WEBHOOK_LOOK_INTERVAL_MS;
    this.task = new PeriodicTask('DeliverWebhooks', intervalMs, () => this.execute());
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  /** Lets what is being sent be recorded; the rest is for others. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.soon);
    await this.task.stop();
    await Promise.allSettled(this.open.keys());
  }

  /** Somebody waits for what this process has just committed: it looks at once. */
  wake(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      this.execute().catch((error: unknown) => this.logger.warn(`Not sent yet: ${String(error)}`));
    }, 0).unref();
  }

  /**
   * Begins to send what is due.
   *
   * @returns whether there may be more to send at once
   */
  async execute(): Promise<boolean> {
    const counts = new Map<string, number>();
    for (const endpoint of this.open.values())
      counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
    const busy = [...counts].filter(([, count]) => count >= AT_ONCE_OF_EACH).map(([id]) => id);
    const free = AT_ONCE - this.open.size;
    const claimed = free > 0 ? await this.due.claim(free, AT_ONCE_OF_EACH, busy) : [];
    for (const delivery of claimed) this.begin(delivery);
    if (claimed.length === 0) return false;
    await Promise.race(this.open.keys());
    return true;
  }

  private begin(delivery: DueDelivery): void {
    const sent = this.send(delivery)
      .catch((error: unknown) => {
        // It is due again when its time is over.
        this.logger.warn(`${delivery.messageId} was not recorded: ${String(error)}`);
      })
      .finally(() => this.open.delete(sent));
    this.open.set(sent, delivery.endpointId);
  }

  private async send(delivery: DueDelivery): Promise<void> {
    await this.due.record(delivery, await this.outcomeOf(delivery));
  }

  private async outcomeOf(delivery: DueDelivery): Promise<RequestOutcome> {
    const { endpointId, messageId, body, url } = delivery;
    const at = new Date(this.clock.now());
    let secrets: string[];
    try {
      secrets = delivery.secrets.map((locked) => this.box.open(locked, endpointId));
    } catch (error) {
      this.logger.warn(`The secret of webhook ${endpointId} can't be read: ${String(error)}`);
      const reason = 'The secret can’t be read any more. Rotate it.';
      return { startedAt: at, durationMs: 0, statusCode: null, error: reason, response: '' };
    }
    // Signed afresh with each try: receivers refuse what is more than a few minutes old.
    return this.sending.post(url, signedHeaders(messageId, at, body, secrets), body);
  }
}
