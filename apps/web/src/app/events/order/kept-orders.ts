import { Service } from '@angular/core';
import type { Quantities } from './order';

/** The orders of those who left an event's page to sign in, until they are back. */
@Service()
export class KeptOrders {
  private readonly orders = new Map<string, Quantities>();

  keep(eventId: string, order: Quantities): void {
    this.orders.set(eventId, order);
  }

  of(eventId: string): Quantities {
    return this.orders.get(eventId) ?? {};
  }

  forget(eventId: string): void {
    this.orders.delete(eventId);
  }
}
