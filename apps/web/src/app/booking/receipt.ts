import { Component, computed, input } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import { MoneyPipe } from '../design/money-pipe';
import { IncludedCharges } from './included-charges';
import { linesWithTickets } from './lines-with-tickets';

/** What a booking came to, line by line. */
@Component({
  selector: 'box-receipt',
  imports: [IncludedCharges, MoneyPipe],
  template: `
    <ul class="figures">
      @for (one of lines(); track one.name) {
        <li>
          <span>{{ one.line.quantity }} × {{ one.name }}</span>
          <span>{{ one.line.quantity * one.line.fullPriceMinor | money: booking().currency }}</span>
        </li>
      }
      @for (fee of booking().charges.bookingFees; track fee.name) {
        <li>
          <span>{{ fee.name }}</span>
          <span>{{ fee.fullAmountMinor | money: booking().currency }}</span>
        </li>
      }
      <li class="total">
        <span i18n>Total</span>
        <strong>{{ booking().totalMinor | money: booking().currency }}</strong>
      </li>
    </ul>
    <box-included-charges [booking]="booking()" />
  `,
  styles: `
    :host,
    ul {
      display: grid;
      gap: var(--space-2);
    }
    li {
      display: flex;
      justify-content: space-between;
      gap: var(--space-4);
    }
    .total {
      padding-top: var(--space-2);
      border-top: 1px solid var(--hairline);
    }
  `,
})
export class Receipt {
  readonly booking = input.required<BookingDto>();

  protected readonly lines = computed(() => linesWithTickets(this.booking()));
}
