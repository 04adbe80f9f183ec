import {
  afterNextRender,
  Component,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Identity } from '../account/identity';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { Icon } from '../design/icon';

/** What to do after a mail was asked for: the same words whether or not there is an account. */
@Component({
  selector: 'box-look-in-your-mail',
  imports: [FailureNotice, Icon, MatButton],
  template: `
    <p class="what" tabindex="-1" role="status">
      <box-icon name="mail" />
      <span>
        <ng-content /> <strong>{{ email() }}</strong>
      </span>
    </p>
    <p i18n class="muted">
      It can take a minute or two. Nothing there? Check your spam folder and the address. After
      several requests we pause for a while, but the links in earlier emails still work.
    </p>
    @if (identity.demoUsers().length > 0) {
      <p class="muted" i18n>
        This is a demo: no email leaves this computer. <a href="/dev/mail">See the emails</a>
      </p>
    }
    @if (task.failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    }
    <div class="actions">
      <button
        matButton="outlined"
        type="button"
        [disabled]="task.isBusy()"
        [disabledInteractive]="task.isBusy()"
        (click)="sendAgain()"
      >
        @if (wasAskedAgain()) {
          <ng-container i18n>Requested again</ng-container>
        } @else {
          <ng-container i18n>Send again</ng-container>
        }
      </button>
      <button i18n matButton type="button" (click)="otherAddress.emit()">
        Use another address
      </button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
    .what {
      display: flex;
      gap: var(--space-3);
      font-size: var(--text-l);
      overflow-wrap: anywhere;
    }
    .what:focus {
      outline: none;
    }
    box-icon {
      --icon-size: 26px;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-3);
      margin-top: var(--space-2);
    }
  `,
})
export class LookInYourMail {
  readonly email = input.required<string>();
  /** Asks for the same mail once more. */
  readonly again = input.required<() => Promise<unknown>>();
  readonly otherAddress = output();

  protected readonly identity = inject(Identity);
  protected readonly task = new Task();
  protected readonly wasAskedAgain = signal(false);

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The form that had the focus is gone.
    afterNextRender(() => host.querySelector<HTMLElement>('.what')?.focus());
  }

  protected async sendAgain(): Promise<void> {
    if (await this.task.run(this.again())) this.wasAskedAgain.set(true);
  }
}
