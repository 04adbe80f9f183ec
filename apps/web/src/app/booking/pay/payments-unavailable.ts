import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { formatTime } from '../../design/dates';
import { Notice } from '../../design/notice';

/** In place of the card form where nobody takes payments: what that means for the held tickets. */
@Component({
  selector: 'box-payments-unavailable',
  imports: [MatButton, Notice],
  template: `
    <h2>Payment</h2>
    <box-notice tone="warning" heading="This box office can’t take payments yet">
      <p>
        You can’t buy these tickets here, and nothing was charged. They stay held until
        {{ until() }}, then they go back on sale.
      </p>
    </box-notice>
    <button matButton="outlined" type="button" [disabled]="isBusy()" (click)="release.emit()">
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
