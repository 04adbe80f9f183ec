import { Component, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Identity } from '../../account/identity';
import { Icon } from '../../design/icon';
import { PageState } from '../../design/page-state';
import { Workplace } from '../../shell/workplace';
import { ShowMore } from '../../design/show-more';
import { organiserRoleName } from '../organiser-role-name';
import { UnreadPage } from '../unread-page';
import { OrganiserList } from './organiser-list';

/** The organisations that somebody works for. Who works for one only is led straight to it. */
@Component({
  selector: 'box-organisers-page',
  imports: [Icon, MatButton, PageState, RouterLink, ShowMore, UnreadPage],
  template: `
    <div class="page">
      @if (list.items(); as organisers) {
        @if (organisers.length === 0) {
          <box-page-state
            icon="people"
            heading="No organisations yet"
            i18n-heading
            text="Ask an owner of your organisation to invite you, then follow the link in the email."
            i18n-text
          >
            @if (mayFound()) {
              <a i18n matButton="filled" routerLink="/organiser/new">New organisation</a>
            }
            <a i18n matButton="outlined" routerLink="/">See what’s on</a>
          </box-page-state>
        } @else {
          <header class="page-title">
            <h1 i18n>Your organisations</h1>
            @if (mayFound()) {
              <a i18n matButton="outlined" routerLink="/organiser/new">New organisation</a>
            }
          </header>
          <ul>
            @for (organiser of organisers; track organiser.id) {
              <li>
                <a [routerLink]="['/organiser', organiser.id]">
                  <span>
                    <strong>{{ organiser.name }}</strong>
                    @if (organiser.role; as role) {
                      <span class="muted">{{ roleName(role) }}</span>
                    }
                  </span>
                  <box-icon class="muted" name="arrow" />
                </a>
              </li>
            }
          </ul>
          <box-show-more [list]="list" />
        }
      } @else {
        <box-unread-page
          [of]="'organisations'"
          [failure]="list.failure()"
          (retry)="list.reload()"
        />
      }
    </div>
  `,
  styleUrl: './organisers-page.scss',
})
export class OrganisersPage {
  protected readonly list = new OrganiserList();
  protected readonly roleName = organiserRoleName;
  /** Whoever has the role of an organiser founds one; an admin does for others. */
  protected readonly mayFound = inject(Identity).isStaff;

  constructor() {
    const router = inject(Router);
    const workplace = inject(Workplace);
    const { account } = inject(Identity);
    effect(() => {
      const items = this.list.items();
      if (items) workplace.set(items.length > 0 ? (account()?.id ?? null) : null);
    });
    effect(() => {
      const [first, ...others] = this.list.items() ?? [];
      if (first && others.length === 0) {
        void router.navigate(['/organiser', first.id], { replaceUrl: true });
      }
    });
  }
}
