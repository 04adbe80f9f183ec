import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ForgedEventError,
  ProviderRefusedError,
  ProviderUnavailableError,
  type DisputeStatus,
  type KnownPayment,
  type PaymentProvider,
  type PaymentState,
  type PaymentToStart,
  type ProviderAccount,
  type ProviderEvent,
  type ProviderRequest,
  type RefundState,
  type RefundToStart,
  type StartedPayment,
} from '../payment-provider.js';

/** How a simulated attempt may end: `SIMULATED_OUTCOMES` of the contracts. */
type Answered = 'success' | 'decline' | 'processing';

/** How long a simulated bank transfer takes, in seconds. */
const PROCESSED_AFTER_SECONDS = 5;

/** Signs the events of the simulated provider. Everybody may know it: an event only says where to look. */
export const SIMULATED_EVENT_SECRET = 'simulated-events';

interface SimulatedRow {
  reference: string;
  amount_minor: string;
  currency: string;
  status: PaymentState['status'];
  refunded_minor: string;
  last_declined: string | null;
}

interface SimulatedDispute {
  reference: string;
  amount_minor: string;
  currency: string;
  status: DisputeStatus;
}

/** A dispute of a payment, by what both are called. */
const DISPUTE_SQL = `
  SELECT dispute.reference, dispute.amount_minor, paid.currency, dispute.status
  FROM simulated_disputes AS dispute JOIN simulated_payments AS paid ON paid.reference = dispute.payment
  WHERE dispute.reference = $1 AND dispute.payment = $2`;

/** The last attempt that was declined, unless a later one wasn't. */
const LAST_DECLINED_SQL = `(
  SELECT attempt FROM jsonb_each(attempts) AS made (attempt, answered)
  WHERE answered->>'outcome' = 'decline'
  ORDER BY (answered->>'at')::timestamptz DESC LIMIT 1)`;

/** A payment that is processed is captured once its time has come, whenever somebody looks. */
const LOOK_SQL = `
  UPDATE simulated_payments
  SET status = CASE WHEN status = 'processing' AND captured_from <= clock_timestamp()
    THEN 'captured' ELSE status END
  WHERE reference = $1
  RETURNING reference, amount_minor, currency, status, refunded_minor,
    ${LAST_DECLINED_SQL} AS last_declined`;

/**
 * A payment provider for demonstrations and tests: it moves no money, and does everything that a real one may do to
 * its caller. It stands for another company, so what it knows commits for itself, outlives the API, and is in tables
 * that nothing else reads.
 *
 * `complete` takes an outcome: `success`, `decline`, `processing` (captured some seconds later) or `answer-lost` (the
 * money has moved, and the caller isn't told). Its events are signed, and can be sent twice, late, out of order or
 * forged by whoever plays the provider: `HMAC-SHA256` of the body in `x-simulated-signature`. A dispute is a row of
 * `simulated_disputes`, and an event about it.
 */
@Injectable()
export class SimulatedProvider implements PaymentProvider {
  readonly name = 'simulated';

  constructor(private readonly dataSource: DataSource) {}

  async start({ key, amountMinor, currency }: PaymentToStart): Promise<StartedPayment> {
    await this.dataSource.query(
      `INSERT INTO simulated_payments (reference, key, amount_minor, currency)
       VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING`,
      [`sim_${randomUUID()}`, key, amountMinor, currency],
    );
    const [row] = await this.dataSource.query<SimulatedRow[]>(
      'SELECT reference, amount_minor, currency FROM simulated_payments WHERE key = $1',
      [key],
    );
    if (!row || Number(row.amount_minor) !== amountMinor || row.currency !== currency) {
      throw new ProviderRefusedError('The key was used for another payment.');
    }
    return { reference: row.reference, client: {} };
  }

  async complete(
    payment: KnownPayment,
    attemptKey: string,
    _account: ProviderAccount,
    outcome = 'success',
  ): Promise<PaymentState> {
    const isLost = outcome === 'answer-lost';
    const answered: Answered =
      outcome === 'decline' || outcome === 'processing' ? outcome : 'success';
    // One statement: of two with one key, the second finds the first one's answer.
    await this.dataSource.query(
      `UPDATE simulated_payments
       SET status = $3,
         captured_from = CASE $3 WHEN 'processing' THEN clock_timestamp() + make_interval(secs => $5) END,
         attempts = attempts || jsonb_build_object($2::text,
           jsonb_build_object('outcome', $4::text, 'at', clock_timestamp()))
       WHERE reference = $1 AND status = 'open' AND NOT attempts ? $2`,
      [
        payment.reference,
        attemptKey,
        { success: 'captured', decline: 'open', processing: 'processing' }[answered],
        answered,
        PROCESSED_AFTER_SECONDS,
      ],
    );
    if (isLost) throw new ProviderUnavailableError('The simulated provider’s answer was lost.');
    return this.find(payment);
  }

  async find({ reference }: KnownPayment): Promise<PaymentState> {
    const [[row]] = await this.dataSource.query<[SimulatedRow[], number]>(LOOK_SQL, [reference]);
    if (!row) throw new ProviderRefusedError('The simulated provider has no such payment.');
    return stateOf(row);
  }

  async cancel(payment: KnownPayment): Promise<PaymentState> {
    await this.dataSource.query(
      `UPDATE simulated_payments SET status = 'cancelled' WHERE reference = $1 AND status = 'open'`,
      [payment.reference],
    );
    return this.find(payment);
  }

  async refund({ key, amountMinor, reference }: RefundToStart): Promise<RefundState> {
    // Refused by simulated_payments_refunded_within_amount where more would go back than came.
    await this.dataSource
      .query(
        `WITH made AS (
           INSERT INTO simulated_refunds (key, payment, amount_minor) VALUES ($1, $2, $3)
           ON CONFLICT (key) DO NOTHING RETURNING payment, amount_minor
         )
         UPDATE simulated_payments AS paid SET refunded_minor = refunded_minor + made.amount_minor
         FROM made WHERE paid.reference = made.payment`,
        [key, reference, amountMinor],
      )
      .catch((error: unknown) => {
        throw new ProviderRefusedError(
          `The simulated provider gives nothing back: ${String(error)}`,
        );
      });
    return { reference: `refund_${key}`, status: 'succeeded' };
  }

  async findRefund({ key }: RefundToStart): Promise<RefundState> {
    const rows = await this.dataSource.query<object[]>(
      'SELECT key FROM simulated_refunds WHERE key = $1',
      [key],
    );
    return { reference: `refund_${key}`, status: rows.length > 0 ? 'succeeded' : 'failed' };
  }

  async readEvent({ headers, body }: ProviderRequest): Promise<ProviderEvent> {
    const signature = String(headers['x-simulated-signature'] ?? '');
    const expected = createHmac('sha256', SIMULATED_EVENT_SECRET).update(body).digest('hex');
    const isOurs =
      signature.length === expected.length &&
      timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
    if (!isOurs) throw new ForgedEventError('The signature is not the simulated provider’s.');
    const event = JSON.parse(body.toString('utf8')) as ProviderEvent;
    return event.about?.kind === 'dispute' ? this.ofDispute(event) : event;
  }

  /** As with others, an event of a dispute only says which one: how it stands is read. */
  private async ofDispute({ id, type, about, dispute }: ProviderEvent): Promise<ProviderEvent> {
    const [row] = await this.dataSource.query<SimulatedDispute[]>(DISPUTE_SQL, [
      dispute?.reference,
      about?.reference,
    ]);
    if (!row) return { id, type };
    const amountMinor = Number(row.amount_minor);
    const { reference, currency, status } = row;
    return { id, type, about, dispute: { reference, amountMinor, currency, status } };
  }

  async test(): Promise<void> {
    await this.dataSource.query('SELECT 1 FROM simulated_payments LIMIT 1');
  }
}

function stateOf(row: SimulatedRow): PaymentState {
  const { reference, amount_minor, currency, status, last_declined } = row;
  return {
    status,
    capturedMinor: status === 'captured' ? Number(amount_minor) : 0,
    currency,
    ...(status === 'captured' && { captureReference: reference }),
    ...(status === 'open' &&
      last_declined && { declined: { reference: last_declined, code: 'card_declined' } }),
  };
}
