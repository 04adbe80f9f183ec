import { Component, input } from '@angular/core';
import { ticketName } from '@boxoffice/contracts/formats';
import { MoneyPipe } from '../../design/money-pipe';
import type { OrderSummary } from './order';

/** What was chosen, line by line, with the total. */
@Component({
  selector: 'box-order-lines',
  imports: [MoneyPipe],
  template: `
    <ul class="figures">
      @for (line of summary().lines; track line.key) {
        <li>
          <span>{{ line.quantity }} × {{ nameOf(line) }}</span>
          <span>{{ line.subtotalMinor | money: currency() }}</span>
        </li>
      }
      @for (fee of summary().bookingFees; track fee.name) {
        <li>
          <span>{{ fee.name }}</span>
          <span>{{ fee.fullAmountMinor | money: currency() }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-1);
    }
    li {
      display: flex;
      justify-content: space-between;
      gap: var(--space-4);
    }
  `,
})
export class OrderLines {
  readonly summary = input.required<OrderSummary>();
  readonly currency = input.required<string>();

  protected readonly nameOf = ticketName;
}
