import { Component, input } from '@angular/core';
import { Notice } from '../../design/notice';

/** A payment that isn't decided yet: what is known of it, and what happens next. */
@Component({
  selector: 'box-payment-waiting',
  imports: [Notice],
  template: `
    @if (isKnown()) {
      <box-notice tone="info" heading="We’re waiting for your bank" i18n-heading>
        <p i18n>
          Your payment is on its way, and we’re keeping your tickets meanwhile. You can stay here or
          close this page: we’ll email you as soon as we know more.
        </p>
      </box-notice>
    } @else {
      <box-notice
        tone="warning"
        heading="We don’t know yet whether your payment went through"
        i18n-heading
      >
        <p i18n>
          We haven’t had an answer yet. Your payment went through once, or not at all. We’re
          checking, and we’ll tell you here.
        </p>
      </box-notice>
    }
    <div class="progress" aria-hidden="true"></div>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
    .progress {
      height: 4px;
      overflow: hidden;
      border-radius: var(--radius-s);
      background: var(--surface-sunk);
    }
    .progress::after {
      content: '';
      display: block;
      width: 40%;
      height: 100%;
      border-radius: inherit;
      background: var(--ink-muted);
      animation: under-way 1.6s ease-in-out infinite alternate;
    }
    @keyframes under-way {
      to {
        transform: translateX(150%);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .progress::after {
        width: 100%;
        animation: none;
      }
    }
  `,
})
export class PaymentWaiting {
  /** Whether the payment is known to be on its way. */
  readonly isKnown = input.required<boolean>();
}
