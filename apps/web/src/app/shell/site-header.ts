import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';
import { LanguageSwitch } from '../language/language-switch';
import { AccountMenu } from './account-menu';
import { Workplace } from './workplace';
import { ThemeToggle } from './theme-toggle';

@Component({
  selector: 'box-site-header',
  imports: [AccountMenu, Icon, LanguageSwitch, RouterLink, RouterLinkActive, ThemeToggle],
  template: `
    <header>
      <a class="mark" routerLink="/" aria-label="Boxoffice: all events" i18n-aria-label>
        <span class="stub"><box-icon name="ticket" /></span>
        <span i18n class="name">Boxoffice</span>
      </a>
      <nav aria-label="Main" i18n-aria-label>
        <a routerLink="/bookings" routerLinkActive="here" ariaCurrentWhenActive="page">
          <span class="long" i18n>My bookings</span><span class="short" i18n>Bookings</span>
        </a>
        @if (isOrganiser()) {
          <a routerLink="/organiser" routerLinkActive="here" ariaCurrentWhenActive="page" i18n
            >Workspace</a
          >
        }
        @if (identity.isOfferedAdmin()) {
          <a routerLink="/admin" routerLinkActive="here" ariaCurrentWhenActive="page" i18n>Admin</a>
        }
      </nav>
      <div class="tools">
        @defer (on idle) {
          <box-account-menu />
        }
        <box-language-switch />
        <box-theme-toggle />
      </div>
    </header>
  `,
  styleUrl: './site-header.scss',
})
export class SiteHeader {
  protected readonly identity = inject(Identity);
  private readonly workplace = inject(Workplace);
  protected readonly isOrganiser = computed(
    () =>
      this.identity.hasAccount() &&
      (this.identity.isStaff() || this.workplace.of() === this.identity.account()?.id),
  );
}
