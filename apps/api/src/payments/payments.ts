import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { Ids } from '../platform/ids/ids.module.js';
import type { PaymentStatus } from './payment.entity.js';
import { PaymentPolicy, type PaymentProvider } from './payment-policy.js';

const RECORD_SQL = prepared(`
  INSERT INTO payments (event_id, id, booking_id, provider, provider_reference, amount_minor, currency,
    status)
  SELECT event_id, id, booking_id, provider, provider_reference, amount_minor, currency, $2
  FROM jsonb_to_recordset($1::jsonb) AS payment (event_id bigint, id bigint, booking_id bigint,
    provider text, provider_reference text, amount_minor bigint, currency text)`);

export interface Payable {
  eventId: string;
  id: string;
  totalMinor: string;
  currency: string;
  /** Who took the money, where that isn't for the policy to say. */
  provider?: PaymentProvider;
}

/**
 * Records payments. The provider is simulated, answers at once and moves no money. So its answer is known
 * before the transaction begins, and the record is written in the transaction that confirms the booking:
 * neither exists without the other.
 */
@Injectable()
export class Payments {
  constructor(
    private readonly ids: Ids,
    private readonly policy: PaymentPolicy,
  ) {}

  /** Records captures or failures, in one statement. The database refuses a second capture of a booking. */
  async record(manager: EntityManager, bookings: Payable[], status: PaymentStatus): Promise<void> {
    const rows = bookings.map((booking) => {
      const id = this.ids.next();
      const provider = booking.provider ?? this.policy.providerOf(Number(booking.totalMinor));
      return {
        event_id: booking.eventId,
        id,
        booking_id: booking.id,
        provider,
        provider_reference: `${provider}-${id}`,
        amount_minor: booking.totalMinor,
        currency: booking.currency,
      };
    });
    await manager.query(RECORD_SQL, [JSON.stringify(rows), status]);
  }
}
