import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../platform/database/pipelining-pg-client.js';
import { Ids } from '../platform/ids/ids.module.js';
import type { PaymentStatus } from './payment.entity.js';
import { PaymentPolicy, type RecordedProvider } from './payment-policy.js';

const RECORD_SQL = prepared(`
  INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
  SELECT event_id, id, booking_id, provider, amount_minor, currency, $2
  FROM jsonb_to_recordset($1::jsonb) AS payment (event_id bigint, id bigint, booking_id bigint,
    provider text, amount_minor bigint, currency text)`);

export interface Payable {
  eventId: string;
  id: string;
  totalMinor: string;
  currency: string;
  /** Who took the money, where that isn't for the policy to say. */
  provider?: RecordedProvider;
}

/**
 * Records payments whose end is known before they are written: what the counter took, what is free, and what the
 * confirmation of the first API simulates. They are written in the transaction that confirms the booking, so neither
 * exists without the other. What a provider takes begins with {@link PaymentRecords} instead.
 */
@Injectable()
export class Payments {
  constructor(
    private readonly ids: Ids,
    private readonly policy: PaymentPolicy,
  ) {}

  /** Records captures or failures, in one statement. The database refuses a second capture of a booking. */
  async record(
    manager: EntityManager,
    bookings: Payable[],
    status: Extract<PaymentStatus, 'captured' | 'failed'>,
  ): Promise<void> {
    const rows = bookings.map((booking) => ({
      event_id: booking.eventId,
      id: this.ids.next(),
      booking_id: booking.id,
      provider: booking.provider ?? this.policy.providerOf(Number(booking.totalMinor)),
      amount_minor: booking.totalMinor,
      currency: booking.currency,
    }));
    await manager.query(RECORD_SQL, [JSON.stringify(rows), status]);
  }
}
