import { Component, inject } from '@angular/core';
import { Notice } from '../../design/notice';
import { CurrentOrganiser } from '../current-organiser';
import { UnreadPage } from '../unread-page';
import { PaymentSettings } from './payment-settings';
import { ProviderForm } from './provider-form';

/** How buyers pay an organisation: each provider that this box office uses. For its owners. */
@Component({
  selector: 'box-payments-page',
  imports: [Notice, ProviderForm, UnreadPage],
  template: `
    @if (settings.setUp(); as all) {
      <header class="page-title">
        <h1 i18n>Payments</h1>
        <p i18n class="muted">
          Money goes straight to your own account. Keys are stored encrypted, and never shown again.
        </p>
      </header>
      @if (settings.isSimulated()) {
        <box-notice heading="Simulated payments are on" i18n-heading>
          <p i18n>Buyers can try out the checkout. No money moves.</p>
        </box-notice>
      }
      @for (stored of all; track stored.provider) {
        <box-provider-form [stored]="stored" [settings]="settings" />
      }
    } @else {
      <box-unread-page
        [of]="'payments'"
        [failure]="settings.all.failure()"
        (retry)="settings.all.reload()"
      />
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
      max-width: 820px;
    }
    .page-title {
      display: grid;
      gap: var(--space-2);
      margin-bottom: 0;
    }
  `,
})
export class PaymentsPage {
  protected readonly settings = new PaymentSettings(inject(CurrentOrganiser).id);
}
