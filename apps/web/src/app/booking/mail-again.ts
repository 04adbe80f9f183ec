import { HttpClient } from '@angular/common/http';
import { Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';

/** Has the confirmation and the tickets of a booking mailed again. */
@Component({
  selector: 'box-mail-again',
  imports: [FailureNotice, MatButton],
  template: `
    <button
      i18n
      matButton
      type="button"
      [disabled]="task.isBusy()"
      [disabledInteractive]="true"
      (click)="send()"
    >
      Email the tickets again
    </button>
    <p class="small" role="status">
      @if (sentTo(); as address) {
        <span i18n>On its way to {{ address }}.</span>
      }
    </p>
    @if (task.failure(); as failure) {
      <box-failure-notice [failure]="failure" [isRevealed]="true" />
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: var(--space-2);
    }
    button {
      margin-inline-start: calc(-1 * var(--space-3));
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class MailAgain {
  readonly bookingId = input.required<string>();
  /** Where it goes. */
  readonly address = input.required<string>();

  private readonly http = inject(HttpClient);
  protected readonly task = new Task();
  protected readonly sentTo = signal('');

  protected async send(): Promise<void> {
    this.sentTo.set('');
    const url = apiUrl('booking', this.bookingId(), 'mail');
    const isSent = await this.task.run(() => firstValueFrom(this.http.post(url, {})));
    if (isSent) this.sentTo.set(this.address());
  }
}
