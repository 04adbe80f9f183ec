import { HttpClient } from '@angular/common/http';
import {
  afterNextRender,
  Component,
  inject,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { PassOnTicketDto } from '@boxoffice/contracts';
import { USER_NAME_MAX_LENGTH } from '@boxoffice/contracts/person-name';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import type { Failure } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { isEmail, isLine } from '../../form/rules';
import { sendForm } from '../../form/send-form';
import { SubmitButton } from '../../form/submit-button';
import { TextField } from '../../form/text-field';

/** A ticket, as its buyer tells it from the others. */
export interface TicketToPassOn {
  id: string;
  name: string;
  /** What is said of it at the door; empty: it isn't the buyer's any more, or not known yet. */
  number: string;
}

/** Asks whom a ticket is passed on to. The browser's own dialog keeps the keyboard inside, and lets Escape out. */
@Component({
  selector: 'box-pass-on-dialog',
  imports: [FailureNotice, MatButton, SubmitButton, TextField],
  template: `
    <dialog #dialog aria-labelledby="box-pass-on-heading" (close)="dismissed.emit()" closedby="any">
      <form novalidate class="content" (submit)="send($event)">
        <h2 i18n id="box-pass-on-heading">Pass on this ticket</h2>
        <div>
          <p>{{ ticket().name }}</p>
          <p class="small muted figures">{{ ticket().number }}</p>
        </div>
        @if (failure(); as failure) {
          <box-failure-notice [failure]="failure" [isRevealed]="true" />
        }
        <div class="fields">
          <box-text-field
            label="Their email"
            i18n-label
            type="email"
            hint="They get a link that accepts the ticket, without an account"
            i18n-hint
            [field]="fields.email"
          />
          <box-text-field
            label="Their name (optional)"
            i18n-label
            hint="Shown at the door"
            i18n-hint
            [field]="fields.name"
          />
        </div>
        <p i18n class="small muted">
          They can accept it until {{ until() }}. Until they do, you can take it back. After that
          your code no longer works, and you can’t return the ticket yourself. If the organiser
          refunds it, the money goes to you.
        </p>
        <div class="choice">
          <button i18n matButton type="button" (click)="dialog.close()">Keep ticket</button>
          <box-submit-button words="Send ticket" i18n-words [isBusy]="fields().submitting()" />
        </div>
      </form>
    </dialog>
  `,
  styles: `
    dialog {
      width: min(440px, 100vw - 2 * var(--space-4));
      max-height: calc(100dvh - 2 * var(--space-4));
      padding: 0;
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
    .content {
      display: grid;
      gap: var(--space-4);
      padding: var(--space-5);
    }
    .fields {
      display: grid;
      gap: var(--space-4);
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
export class PassOnDialog {
  readonly bookingId = input.required<string>();
  readonly ticket = input.required<TicketToPassOn>();
  /** Until when it can be accepted. */
  readonly until = input.required<string>();
  /** It is on its way to this address. */
  readonly sent = output<string>();
  readonly dismissed = output();

  private readonly http = inject(HttpClient);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly model = signal({ email: '', name: '' });
  protected readonly fields = form(this.model, (path) => {
    isEmail(path.email);
    isLine(path.name, USER_NAME_MAX_LENGTH);
  });
  protected readonly failure = signal<Failure | undefined>(undefined);

  constructor() {
    afterNextRender(() => this.dialog().nativeElement.showModal());
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { email, name } = this.model();
    const body: PassOnTicketDto = { ticketId: this.ticket().id, email: email.trim(), name };
    const url = apiUrl('bookings', this.bookingId(), 'transfers');
    const isSent = await sendForm(this.fields, this.failure, () =>
      firstValueFrom(this.http.post(url, body)),
    );
    if (!isSent) return;
    this.sent.emit(body.email);
    this.dialog().nativeElement.close();
  }
}
