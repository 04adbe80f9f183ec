import { Component } from '@angular/core';
import { ChangePassword } from './change-password';
import { TwoFactor } from './two-factor';

/** What keeps others out of the account. */
@Component({
  selector: 'box-security-page',
  imports: [ChangePassword, TwoFactor],
  template: `
    <header class="page-title">
      <h1 i18n>Security</h1>
      <p i18n class="muted">Keep your account safe.</p>
    </header>
    <box-two-factor class="panel" />
    <box-change-password class="panel" />
  `,
  styleUrl: '../account-page.scss',
})
export class SecurityPage {}
