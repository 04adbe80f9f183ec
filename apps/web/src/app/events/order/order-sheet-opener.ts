import { inject, Injector, Service, type Signal } from '@angular/core';
import type { OrderSummary } from './order';

export interface OrderSheetData {
  summary: Signal<OrderSummary>;
  currency: Signal<string>;
}

/** Loads the sheet when it is first asked for: who buys on a desktop never needs it. */
@Service()
export class OrderSheetOpener {
  private readonly injector = inject(Injector);

  async open(data: OrderSheetData): Promise<void> {
    const { openOrderSheet } = await import('./order-sheet');
    openOrderSheet(this.injector, data);
  }
}
