import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Identity } from '../account/identity';
import { Icon } from '../design/icon';

/** The side rail around every page of the admin; on a phone it lies on top. */
@Component({
  selector: 'box-admin-frame',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet],
  template: `
    <div class="frame">
      <nav aria-label="Admin" i18n-aria-label>
        <a
          routerLink="/admin"
          [queryParams]="event()"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'exact',
            queryParams: 'ignored',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
        >
          <box-icon name="stock" /> <span i18n>Stock</span>
        </a>
        <a
          routerLink="/admin/create-tickets"
          [queryParams]="event()"
          routerLinkActive="here"
          ariaCurrentWhenActive="page"
        >
          <box-icon name="plus" /> <span i18n>Create tickets</span>
        </a>
        @if (identity.isAdmin()) {
          <a routerLink="/admin/users" routerLinkActive="here" ariaCurrentWhenActive="page">
            <box-icon name="people" /> <span i18n>Users</span>
          </a>
          <a routerLink="/admin/audit" routerLinkActive="here" ariaCurrentWhenActive="page">
            <box-icon name="list" /> <span i18n>Audit</span>
          </a>
        }
      </nav>
      <div class="work"><router-outlet /></div>
    </div>
  `,
  styleUrl: '../design/rail.scss',
})
export class AdminFrame {
  protected readonly identity = inject(Identity);
  private readonly query = toSignal(inject(ActivatedRoute).queryParamMap);
  /** The event that is worked on goes along; what a list was narrowed to stays with the list. */
  protected readonly event = computed(() => {
    const event = this.query()?.get('event');
    return event ? { event } : {};
  });
}
