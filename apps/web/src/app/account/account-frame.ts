import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../design/icon';

/** The side rail around every page of an account; on a phone it lies on top. */
@Component({
  selector: 'box-account-frame',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <div class="frame">
      <nav aria-label="Account" i18n-aria-label>
        <a
          routerLink="/account"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{ exact: true }"
        >
          <box-icon name="person" /> <span i18n>Account</span>
        </a>
        <a routerLink="/account/security" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="lock" /> <span i18n>Security</span>
        </a>
        <a routerLink="/account/sessions" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="laptop" /> <span i18n>Sessions</span>
        </a>
        <a routerLink="/account/data" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="archive" /> <span i18n>Data</span>
        </a>
      </nav>
      <div class="work"><router-outlet /></div>
    </div>
  `,
  styleUrl: '../design/rail.scss',
})
export class AccountFrame {}
