import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { formatTime } from '../../design/formats';
import { Notice } from '../../design/notice';

/** In place of the card form where nobody takes payments: what that means for the held tickets. */
@Component({
  selector: 'box-payments-unavailable',
  imports: [MatButton, Notice],
  template: `
    <h2 i18n>Payment</h2>
    <box-notice tone="warning" heading="We can’t take payments yet" i18n-heading>
      <p i18n>
        You can’t buy these tickets here yet, and you weren’t charged. We’ll hold them until
        {{ until() }}, then they’ll go back on sale.
      </p>
    </box-notice>
    <button i18n matButton="outlined" type="button" [disabled]="isBusy()" (click)="release.emit()">
      Release tickets now
    </button>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      justify-items: start;
    }
    box-notice {
      justify-self: stretch;
    }
  `,
})
export class PaymentsUnavailable {
  readonly expiresAt = input.required<string>();
  readonly isBusy = input(false);
  readonly release = output();

  protected readonly until = computed(() => formatTime(this.expiresAt()));
}
