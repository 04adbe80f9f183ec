import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { tickets } from '../../design/counts';
import { formatMoney } from '../../design/formats';
import { Icon } from '../../design/icon';
import { MoneyPipe } from '../../design/money-pipe';
import type { OrderSummary } from './order';
import { OrderLines } from './order-lines';
import { OrderSheetOpener } from './order-sheet-opener';

/** The order, always in sight: a card under the tickets, a bar at the bottom of a phone. */
@Component({
  selector: 'box-order-bar',
  imports: [Icon, MatButton, MoneyPipe, OrderLines],
  template: `
    <section class="bar" aria-label="Your order" i18n-aria-label>
      @if (summary().count > 0) {
        <box-order-lines class="lines" [summary]="summary()" [currency]="currency()" />
      }
      <div class="foot">
        <div class="sum">
          @if (summary().count === 0) {
            <p i18n class="muted">Choose your tickets</p>
          } @else {
            <span class="total figures" aria-live="polite">
              <span i18n class="visually-hidden">Total</span>
              {{ summary().totalMinor | money: currency() }}
            </span>
            <button
              type="button"
              class="more"
              aria-haspopup="dialog"
              [disabled]="isOpening()"
              (click)="openSheet()"
            >
              {{ counted() }} <box-icon name="chevron" />
            </button>
            <span class="count muted small">{{ counted() }}</span>
          }
        </div>
        <button
          matButton="filled"
          type="button"
          class="hold"
          [disabled]="summary().count === 0 || isBusy()"
          [disabledInteractive]="isBusy()"
          (click)="hold.emit()"
        >
          {{ action() }}
        </button>
      </div>
    </section>
  `,
  styleUrl: './order-bar.scss',
})
export class OrderBar {
  readonly summary = input.required<OrderSummary>();
  readonly currency = input.required<string>();
  readonly isBusy = input(false);
  readonly hold = output();

  private readonly sheet = inject(OrderSheetOpener);
  protected readonly isOpening = signal(false);

  protected readonly counted = computed(() => tickets(this.summary().count));
  protected readonly action = computed(() => {
    if (this.isBusy()) return $localize`One moment…`;
    const { count, totalMinor } = this.summary();
    if (count === 0) return $localize`Go to checkout`;
    if (totalMinor === 0) return $localize`Get tickets`;
    return $localize`Checkout · ${formatMoney(totalMinor, this.currency())}:total:`;
  });

  protected async openSheet(): Promise<void> {
    this.isOpening.set(true);
    try {
      await this.sheet.open({ summary: this.summary, currency: this.currency });
    } finally {
      this.isOpening.set(false);
    }
  }
}
