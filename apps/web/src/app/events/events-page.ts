import { Component, effect, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { EventDto } from '@boxoffice/contracts';
import { API } from '../api/api-url';
import { readApi } from '../api/read';
import { PageState } from '../design/page-state';
import { EventFacts } from './event-facts';
import { EventSkeleton } from './event-skeleton';
import { Poster } from './poster/poster';

/** What is on. A box office with a single event leads straight to it. */
@Component({
  selector: 'box-events-page',
  imports: [EventFacts, EventSkeleton, MatButton, PageState, Poster, RouterLink],
  template: `
    <div class="page">
      @if (events.data(); as list) {
        @if (list.length === 0) {
          <box-page-state
            icon="calendar"
            heading="Nothing on right now"
            i18n-heading
            text="New events appear here as soon as they’re announced."
            i18n-text
          >
            <a i18n matButton="outlined" routerLink="/bookings">My bookings</a>
          </box-page-state>
        } @else if (list.length === 1) {
          <box-event-skeleton />
        } @else {
          <h1 i18n>What’s on</h1>
          <ul>
            @for (event of list; track event.id) {
              <li>
                <a [routerLink]="['/events', event.id]">
                  <box-poster [eventId]="event.id" [name]="event.name" />
                  <h2>{{ event.name }}</h2>
                </a>
                <box-event-facts [event]="event" />
              </li>
            }
          </ul>
        }
      } @else if (events.failure()) {
        <box-page-state
          icon="alert"
          heading="We couldn’t load the events"
          i18n-heading
          text="Your bookings are safe. Try again in a moment."
          i18n-text
        >
          <button i18n matButton="filled" type="button" (click)="events.reload()">Try again</button>
        </box-page-state>
      } @else {
        <box-event-skeleton />
      }
    </div>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
      gap: var(--space-7) var(--space-6);
      margin-top: var(--space-6);
    }
    li {
      display: grid;
      align-content: start;
      gap: var(--space-3);
    }
    a {
      display: grid;
      gap: var(--space-4);
      text-decoration: none;
    }
    a:hover h2 {
      text-decoration: underline;
      text-decoration-thickness: 2px;
    }
  `,
})
export class EventsPage {
  private readonly router = inject(Router);
  protected readonly events = readApi<EventDto[]>(() => `${API}/events`);

  constructor() {
    effect(() => {
      const [first, ...others] = this.events.data() ?? [];
      if (first && others.length === 0) {
        void this.router.navigate(['/events', first.id], { replaceUrl: true });
      }
    });
  }
}
