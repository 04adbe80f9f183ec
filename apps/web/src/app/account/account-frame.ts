import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../design/icon';

/** The side rail around every page of an account; on a phone it lies on top. */
@Component({
  selector: 'box-account-frame',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <div class="frame">
      <nav aria-label="Account">
        <a
          routerLink="/account"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{ exact: true }"
        >
          <box-icon name="person" /> Account
        </a>
        <a routerLink="/account/security" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="lock" /> Security
        </a>
        <a routerLink="/account/sessions" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="laptop" /> Sessions
        </a>
        <a routerLink="/account/data" routerLinkActive="here" ariaCurrentWhenActive="page">
          <box-icon name="archive" /> Data
        </a>
      </nav>
      <div class="work"><router-outlet /></div>
    </div>
  `,
  styleUrl: '../design/rail.scss',
})
export class AccountFrame {}
