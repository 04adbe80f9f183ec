import { Component, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ConfirmDialog } from '../../design/confirm-dialog';

/** Gives up the held tickets: asked first, as it can't be undone. */
@Component({
  selector: 'box-release-tickets',
  imports: [ConfirmDialog, MatButton],
  template: `
    <button i18n matButton type="button" [disabled]="isBusy()" (click)="isAsking.set(true)">
      Release tickets
    </button>
    @if (isAsking()) {
      <box-confirm-dialog
        heading="Release these tickets?"
        i18n-heading
        text="They’ll go back on sale straight away, and someone else may buy them. You can’t undo this."
        i18n-text
        keep="Keep tickets"
        i18n-keep
        action="Release tickets"
        i18n-action
        (confirmed)="isAsking.set(false); release.emit()"
        (dismissed)="isAsking.set(false)"
      />
    }
  `,
  styles: `
    :host {
      margin-inline: -12px;
    }
  `,
})
export class ReleaseTickets {
  readonly isBusy = input(false);
  readonly release = output();

  protected readonly isAsking = signal(false);
}
