import { Component, computed, input } from '@angular/core';
import type { EventDto } from '@boxoffice/contracts';
import { fullAmountOfFee, type Fee } from '@boxoffice/contracts/pricing';
import { formatMoney, formatPercent } from '../design/formats';

/** What is in the prices of an event, and what an order costs beside them: said before anything is chosen. */
@Component({
  selector: 'box-price-note',
  template: `
    @for (sentence of sentences(); track sentence) {
      <p class="small muted">{{ sentence }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-1);
    }
  `,
})
export class PriceNote {
  readonly event = input.required<Pick<EventDto, 'fees' | 'tax' | 'currency'>>();

  protected readonly sentences = computed(() => {
    const { fees, tax } = this.event();
    const ofTickets = fees.filter(({ per }) => per === 'ticket').map((fee) => this.inWords(fee));
    const included = [
      ...(tax ? [`${formatPercent(tax.basisPoints)} ${tax.name}`] : []),
      ...ofTickets,
    ];
    const ofBooking = fees.filter(({ per }) => per === 'booking').map((fee) => this.inWords(fee));
    return [
      ...(included.length > 0
        ? [$localize`Prices include: ${included.join(', ')}:what is included:.`]
        : []),
      ...(ofBooking.length > 0 ? [$localize`Once per order: ${ofBooking.join(', ')}:fees:.`] : []),
    ];
  });

  private inWords(fee: Fee): string {
    const { currency, tax } = this.event();
    const amount = fullAmountOfFee(fee, tax);
    const shown =
      amount === null ? formatPercent(fee.basisPoints ?? 0) : formatMoney(amount, currency);
    return `${shown} ${fee.name}`;
  }
}
