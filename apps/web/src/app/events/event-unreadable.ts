import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, type Failure } from '../api/problem';
import { PageState } from '../design/page-state';

/** An event that could not be read: it does not exist, or the server did not answer. */
@Component({
  selector: 'box-event-unreadable',
  imports: [MatButton, PageState, RouterLink],
  template: `
    @if (isMissing()) {
      <box-page-state
        icon="ticket"
        heading="Event not found"
        i18n-heading
        text="It may have been removed, or the link may be incomplete."
        i18n-text
      >
        <a i18n matButton="filled" routerLink="/">See what’s on</a>
      </box-page-state>
    } @else {
      <box-page-state
        icon="alert"
        heading="We couldn’t load this event"
        i18n-heading
        text="Try again in a moment."
        i18n-text
      >
        <button i18n matButton="filled" type="button" (click)="retry.emit()">Try again</button>
      </box-page-state>
    }
  `,
})
export class EventUnreadable {
  readonly failure = input.required<Failure>();
  readonly retry = output();

  protected readonly isMissing = computed(
    () => isRefusal(this.failure(), 'EVENT_NOT_FOUND') || isRefusal(this.failure(), 'INVALID_ID'),
  );
}
