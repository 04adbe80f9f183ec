import { Component, input } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { MoneyPipe } from '../design/money-pipe';
import { IncludedCharges } from './included-charges';

/** What a booking came to, line by line: the same for its buyer and its organiser. */
@Component({
  selector: 'box-receipt',
  imports: [IncludedCharges, MoneyPipe],
  template: `
    <ul class="figures">
      @for (line of booking().lines; track $index) {
        <li>
          <span>{{ line.quantity }} × {{ name(line) }}</span>
          <span>{{ line.quantity * line.fullPriceMinor | money: booking().currency }}</span>
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
  readonly booking =
    input.required<Pick<BookingDto, 'lines' | 'charges' | 'currency' | 'totalMinor'>>();

  protected readonly name = ticketName;
}
