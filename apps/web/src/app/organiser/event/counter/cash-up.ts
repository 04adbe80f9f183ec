import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CounterMethod, CounterSalesDto, CounterSumDto } from '@boxoffice/contracts';
import { COUNTER_METHODS } from '@boxoffice/contracts/counter-method';
import { formatCalendarDay } from '../../../design/formats';
import { Icon } from '../../../design/icon';
import { MoneyPipe } from '../../../design/money-pipe';
import { NumberPipe } from '../../../design/number-pipe';
import { methodName } from '../bookings/booking-words';

/** What was sold in one way, by everybody. */
type Total = Pick<CounterSumDto, 'sales' | 'tickets' | 'totalMinor'>;

const NOTHING: Total = { sales: 0, tickets: 0, totalMinor: 0 };

/** What an event's counters took on a day, by member and method, in all, and in cash; printed to be signed. */
@Component({
  selector: 'box-cash-up',
  imports: [Icon, MatButton, MoneyPipe, NumberPipe],
  templateUrl: './cash-up.html',
  styleUrl: './cash-up.scss',
})
export class CashUp {
  readonly of = input.required<Pick<CounterSalesDto, 'day' | 'currency' | 'sums'>>();

  protected readonly day = computed(() => formatCalendarDay(this.of().day));
  protected readonly byMethod = computed(() => {
    const { sums } = this.of();
    return COUNTER_METHODS.map((method) => ({ method, ...this.totalOf(sums, method) })).filter(
      ({ sales }) => sales > 0,
    );
  });
  protected readonly all = computed(() => this.totalOf(this.of().sums));
  protected readonly cashMinor = computed(() => this.totalOf(this.of().sums, 'cash').totalMinor);
  protected readonly methodName = methodName;

  protected print(): void {
    window.print();
  }

  private totalOf(sums: readonly CounterSumDto[], method?: CounterMethod): Total {
    return sums
      .filter((sum) => method === undefined || sum.method === method)
      .reduce(
        (total, { sales, tickets, totalMinor }) => ({
          sales: total.sales + sales,
          tickets: total.tickets + tickets,
          totalMinor: total.totalMinor + totalMinor,
        }),
        NOTHING,
      );
  }
}
