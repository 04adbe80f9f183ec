import { Component, inject, type Injector } from '@angular/core';
import {
  MAT_BOTTOM_SHEET_DATA,
  MatBottomSheet,
  MatBottomSheetRef,
} from '@angular/material/bottom-sheet';
import { MatButton } from '@angular/material/button';
import { MoneyPipe } from '../../design/money-pipe';
import { OrderLines } from './order-lines';
import type { OrderSheetData } from './order-sheet-opener';

/** The order in full, on a phone. */
@Component({
  selector: 'box-order-sheet',
  imports: [MatButton, MoneyPipe, OrderLines],
  template: `
    <h2 i18n>Your order</h2>
    <box-order-lines [summary]="data.summary()" [currency]="data.currency()" />
    <p class="total figures">
      <span i18n>Total</span>
      <strong>{{ data.summary().totalMinor | money: data.currency() }}</strong>
    </p>
    @if (data.summary().totalMinor > 0) {
      <p i18n class="small muted">You won’t be charged until you pay.</p>
    }
    <button i18n matButton="outlined" type="button" (click)="sheet.dismiss()">Change order</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-4) 0;
    }
    .total {
      display: flex;
      justify-content: space-between;
      padding-top: var(--space-3);
      border-top: 1px solid var(--hairline);
      font-size: var(--text-l);
    }
  `,
})
export class OrderSheet {
  protected readonly data = inject<OrderSheetData>(MAT_BOTTOM_SHEET_DATA);
  protected readonly sheet = inject<MatBottomSheetRef<OrderSheet>>(MatBottomSheetRef);
}

export function openOrderSheet(injector: Injector, data: OrderSheetData): void {
  injector.get(MatBottomSheet).open(OrderSheet, { data, ariaLabel: $localize`Your order` });
}
