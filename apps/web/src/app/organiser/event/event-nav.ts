import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { formatEventMoment } from '../../design/formats';
import { CurrentEvent } from '../current-event';
import { CurrentOrganiser } from '../current-organiser';
import { eventPages } from './event-pages';

/** Where the rail stands beside the pages: see `design/rail.scss`. */
const BESIDE = '(min-width: 861px)';

/**
 * Which event the pages around it are about, with its date, since events of a series have one name; and the way
 * to each of its pages. On a phone, the pages are listed on demand.
 */
@Component({
  selector: 'box-event-nav',
  imports: [RouterLink, RouterLinkActive],
  template: `
    @if (event.data(); as event) {
      <p class="which">
        <strong>{{ event.name }}</strong>
        <span class="small muted">{{ when() }}</span>
      </p>
      <details #list [open]="isOpen()">
        <summary i18n>Pages of this event</summary>
        <nav aria-label="Event" i18n-aria-label>
          @for (group of groups(); track group.name) {
            <p class="small muted" [id]="'pages-' + $index">{{ group.name }}</p>
            <ul [attr.aria-labelledby]="'pages-' + $index">
              @for (page of group.pages; track page.path) {
                <li>
                  <a
                    [routerLink]="['/organiser', current.id(), 'events', event.id, page.path]"
                    routerLinkActive="here"
                    ariaCurrentWhenActive="page"
                    [routerLinkActiveOptions]="{ exact: page.path === '' }"
                    (click)="list.open = isBeside()"
                    >{{ page.name }}</a
                  >
                </li>
              }
            </ul>
          }
        </nav>
      </details>
    }
  `,
  styleUrl: './event-nav.scss',
})
export class EventNav {
  protected readonly current = inject(CurrentOrganiser);
  private readonly currentEvent = inject(CurrentEvent);
  protected readonly event = this.currentEvent.event;
  private readonly beside = toSignal(inject(BreakpointObserver).observe(BESIDE));
  protected readonly isBeside = computed(() => this.beside()?.matches ?? true);
  protected readonly isOpen = computed(() => this.isBeside() || this.currentEvent.isOverview());
  protected readonly when = computed(() => {
    const event = this.event.data();
    return event ? formatEventMoment(event.startsAt, event.timeZone) : '';
  });
  protected readonly groups = computed(() => {
    const event = this.event.data();
    return event ? eventPages(event, (role) => this.current.may(role)) : [];
  });
}
