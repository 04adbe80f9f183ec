import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Ids } from '../ids/ids.module.js';
import { PaymentEntity, type PaymentStatus } from './payment.entity.js';

/** What is paid for. */
export interface Payable {
  eventId: string;
  id: string;
  totalMinor: string;
  currency: string;
}

/**
 * Keeps the record of payments. The provider is a simulation that answers at once and moves no
 * money, so its answer is known before the transaction begins, and its record is written in the
 * transaction that confirms the booking: neither is ever there without the other.
 */
@Injectable()
export class Payments {
  constructor(private readonly ids: Ids) {}

  /** Records that a booking was paid for. The database refuses a second time. */
  async capture(manager: EntityManager, booking: Payable): Promise<void> {
    await this.record(manager, booking, 'captured');
  }

  /** Records that paying for a booking was tried and failed. */
  async recordFailure(manager: EntityManager, booking: Payable): Promise<void> {
    await this.record(manager, booking, 'failed');
  }

  private async record(
    manager: EntityManager,
    booking: Payable,
    status: PaymentStatus,
  ): Promise<void> {
    const id = this.ids.next();
    await manager.insert(PaymentEntity, {
      eventId: booking.eventId,
      id,
      bookingId: booking.id,
      provider: 'simulation',
      providerReference: `simulation-${id}`,
      amountMinor: booking.totalMinor,
      currency: booking.currency,
      status,
    });
  }
}
