import { Service, signal } from '@angular/core';
import type { OrderSummary } from '../../events/order/order';

export interface HeldOrder {
  bookingId: string;
  eventId: string;
  summary: OrderSummary;
}

/** What is held at this moment, as the bar above every page has read it: no page asks the server a second time. */
@Service()
export class HeldNow {
  readonly orders = signal<readonly HeldOrder[]>([]);
}
