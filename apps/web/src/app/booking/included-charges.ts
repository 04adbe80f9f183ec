import { Component, computed, input } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import { formatMoney, formatPercent } from '../design/formats';

/** What is in a booking's total already: discount, the fees of its tickets, tax. */
@Component({
  selector: 'box-included-charges',
  template: `
    @for (charge of charges(); track charge) {
      <p class="small muted figures">
        <span>{{ charge.what }}</span>
        <span>{{ charge.amount }}</span>
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-1);
    }
    p {
      display: flex;
      justify-content: space-between;
      gap: var(--space-4);
      max-width: none;
    }
  `,
})
export class IncludedCharges {
  readonly booking = input.required<Pick<BookingDto, 'charges' | 'currency' | 'totalMinor'>>();

  protected readonly charges = computed(() => {
    const { charges, currency, totalMinor } = this.booking();
    const { discountMinor, ticketFees, tax } = charges;
    const money = (minor: number): string => formatMoney(minor, currency);
    return [
      ...(discountMinor > 0 ? [{ what: $localize`Discount`, amount: money(-discountMinor) }] : []),
      ...ticketFees.map(({ name, amountMinor }) => ({
        what: $localize`Includes ${name}:what is included:`,
        amount: money(amountMinor),
      })),
      ...(tax && totalMinor > 0
        ? [
            {
              what: $localize`Includes ${`${formatPercent(tax.basisPoints)} ${tax.name}`}:what is included:`,
              amount: money(tax.amountMinor),
            },
          ]
        : []),
    ];
  });
}
