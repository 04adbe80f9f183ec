import {
  afterNextRender,
  Component,
  input,
  output,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

/**
 * Asks before something is done that cannot be undone. What can be undone is done at once, and offers that
 * instead. The browser's own dialog keeps the keyboard inside, and Escape means no.
 */
@Component({
  selector: 'box-confirm-dialog',
  imports: [MatButton],
  template: `
    <dialog #dialog aria-labelledby="box-confirm-heading" (close)="dismissed.emit()" closedby="any">
      <h2 id="box-confirm-heading">{{ heading() }}</h2>
      <p>{{ text() }}</p>
      <ng-content />
      <div class="choice">
        <button matButton type="button" autofocus (click)="dialog.close()">{{ keep() }}</button>
        <button matButton="filled" type="button" (click)="confirmed.emit()">{{ action() }}</button>
      </div>
    </dialog>
  `,
  styles: `
    dialog {
      width: min(420px, 100vw - 2 * var(--space-4));
      padding: var(--space-5);
      border: 0;
      border-radius: var(--radius-l);
      overflow-wrap: anywhere;
      background: var(--surface);
      color: var(--ink);
      box-shadow: var(--shadow);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    p {
      margin-block: var(--space-3) var(--space-5);
    }
    .choice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: end;
      gap: var(--space-2);
    }
  `,
})
export class ConfirmDialog {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
  /** What is done: a verb, and what it is done to. */
  readonly action = input.required<string>();
  readonly keep = input.required<string>();
  readonly confirmed = output();
  readonly dismissed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }
}
