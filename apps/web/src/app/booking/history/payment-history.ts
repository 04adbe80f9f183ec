import { Component, computed, input } from '@angular/core';
import type { PaymentDto } from '@boxoffice/contracts';
import { Icon } from '../../design/icon';
import { moneyLines } from './money-words';

/** What was paid for a booking and what went back, in the order in which it happened; nothing where nothing was. */
@Component({
  selector: 'box-payment-history',
  imports: [Icon],
  template: `
    @if (lines().length > 0) {
      <section aria-labelledby="money-heading">
        <h2 i18n id="money-heading">Payments and refunds</h2>
        <ol>
          @for (line of lines(); track line.id) {
            <li>
              <box-icon [name]="line.icon" />
              <div>
                <p class="what figures">{{ line.heading }}</p>
                <p class="small muted">{{ line.text }}</p>
              </div>
            </li>
          }
        </ol>
      </section>
    }
  `,
  styles: `
    section {
      max-width: 560px;
      margin-top: var(--space-7);
    }
    h2 {
      margin-bottom: var(--space-4);
    }
    ol {
      display: grid;
      gap: var(--space-4);
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    box-icon {
      margin-top: 2px;
      color: var(--ink-muted);
    }
    .what {
      font-weight: 650;
    }
  `,
})
export class PaymentHistory {
  readonly payments = input.required<readonly PaymentDto[]>();

  protected readonly lines = computed(() => moneyLines(this.payments()));
}
