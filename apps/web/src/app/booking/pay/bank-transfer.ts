import { Component, computed, input } from '@angular/core';
import { formatDayAndTime } from '../../design/formats';
import { MoneyPipe } from '../../design/money-pipe';
import { Notice } from '../../design/notice';

/** What somebody who pays by bank transfer has to know, once they have decided to. */
@Component({
  selector: 'box-bank-transfer',
  imports: [MoneyPipe, Notice],
  template: `
    <box-notice tone="success" [heading]="heading()">
      <p i18n>
        The organiser confirms your payment as soon as it has arrived. Your tickets come by email
        then.
      </p>
    </box-notice>
    <dl class="figures">
      <div>
        <dt i18n>Amount</dt>
        <dd>{{ amountMinor() | money: currency() }}</dd>
      </div>
      <div>
        <dt i18n>Payment reference</dt>
        <dd class="subject">{{ subject() }}</dd>
      </div>
    </dl>
    @if (instructions()) {
      <p class="instructions">{{ instructions() }}</p>
    }
  `,
  styles: `
    :host,
    dl {
      display: grid;
      gap: var(--space-4);
    }
    dl {
      margin: 0;
    }
    dl div {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--space-4);
    }
    dt {
      color: var(--ink-muted);
    }
    dd {
      margin: 0;
      font-weight: 650;
    }
    .subject {
      user-select: all;
    }
    .instructions {
      white-space: pre-line;
      overflow-wrap: anywhere;
    }
  `,
})
export class BankTransfer {
  readonly amountMinor = input.required<number>();
  readonly currency = input.required<string>();
  readonly expiresAt = input.required<string>();
  readonly instructions = input('');
  readonly subject = input('');

  protected readonly heading = computed(
    () => $localize`Your tickets are reserved until ${formatDayAndTime(this.expiresAt())}:moment:`,
  );
}
