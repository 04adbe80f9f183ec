import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** In place of the card form where there is nothing to pay. */
@Component({
  selector: 'box-free-order',
  imports: [MatButton],
  template: `
    <h2 i18n>Nothing to pay</h2>
    <p i18n class="muted">These tickets are free. Confirm to make them yours.</p>
    <button
      matButton="filled"
      type="button"
      class="confirm"
      [disabled]="isBusy()"
      [disabledInteractive]="isBusy()"
      (click)="confirm.emit()"
    >
      @if (isBusy()) {
        <ng-container i18n>One moment…</ng-container>
      } @else {
        <ng-container i18n>Get my tickets</ng-container>
      }
    </button>
    <button i18n matButton type="button" [disabled]="isBusy()" (click)="release.emit()">
      Release tickets
    </button>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
      justify-items: start;
    }
    .confirm {
      width: 100%;
    }
  `,
})
export class FreeOrder {
  readonly isBusy = input(false);
  readonly confirm = output();
  readonly release = output();
}
