import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';
import { AccountMenu } from './account-menu';
import { ThemeToggle } from './theme-toggle';

@Component({
  selector: 'box-site-header',
  imports: [AccountMenu, Icon, RouterLink, RouterLinkActive, ThemeToggle],
  template: `
    <header>
      <a class="mark" routerLink="/" aria-label="Boxoffice, to the events">
        <span class="stub"><box-icon name="ticket" /></span>
        <span class="name">Boxoffice</span>
      </a>
      <nav aria-label="Main">
        <a routerLink="/bookings" routerLinkActive="here" ariaCurrentWhenActive="page">
          <span class="long">My bookings</span><span class="short">Bookings</span>
        </a>
        @if (identity.isOfferedAdmin()) {
          <a routerLink="/admin" routerLinkActive="here" ariaCurrentWhenActive="page">Admin</a>
        }
      </nav>
      <div class="tools">
        @defer (on idle) {
          <box-account-menu />
        }
        <box-theme-toggle />
      </div>
    </header>
  `,
  styleUrl: './site-header.scss',
})
export class SiteHeader {
  protected readonly identity = inject(Identity);
}
