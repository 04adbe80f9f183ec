import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { isRefusal, type Failure } from '../api/problem';
import { PageState } from '../design/page-state';
import { CurrentEvent } from './current-event';
import { CurrentOrganiser } from './current-organiser';
import { NotMeantForYou } from './not-meant-for-you';
import {
  missingOf,
  missingWords,
  readableWords,
  type Missable,
  type Readable,
} from './unread-words';

/**
 * A page of the workspace that has nothing to show: what it is about is on its way, isn't there (or is somebody
 * else's, which nobody tells apart), is for another role, or couldn't be read. Only the last is worth trying again.
 */
@Component({
  selector: 'box-unread-page',
  imports: [MatButton, NotMeantForYou, PageState, RouterLink],
  template: `
    @if (!failure()) {
      <p class="visually-hidden" role="status">{{ words().loading() }}</p>
      <div class="skeleton waiting" aria-hidden="true"></div>
    } @else if (missing(); as missing) {
      <box-page-state icon="ticket" [heading]="missing.heading" [text]="missing.text">
        <a matButton="filled" [routerLink]="missing.link">{{ missing.back }}</a>
      </box-page-state>
    } @else if (isRefused()) {
      <box-not-meant-for-you />
    } @else {
      <box-page-state
        icon="alert"
        [heading]="words().failed()"
        text="Try again in a moment."
        i18n-text
      >
        <button i18n matButton="filled" type="button" (click)="retry.emit()">Try again</button>
      </box-page-state>
    }
  `,
  styles: `
    :host {
      display: block;
      width: 100%;
    }
    .waiting {
      height: 320px;
    }
  `,
})
export class UnreadPage {
  readonly of = input.required<Readable>();
  /** None: it is on its way. */
  readonly failure = input.required<Failure | undefined>();
  readonly retry = output();

  private readonly organiser = inject(CurrentOrganiser, { optional: true });
  private readonly event = inject(CurrentEvent, { optional: true });
  protected readonly words = computed(() => readableWords(this.of()));
  protected readonly isRefused = computed(() => {
    const failure = this.failure();
    return failure !== undefined && isRefusal(failure, 'FORBIDDEN');
  });
  protected readonly missing = computed(() => {
    const what = missingOf(this.failure(), this.of());
    return what && { ...missingWords(what), link: this.wayBack(what) };
  });

  /** Where what is there can be chosen from. */
  private wayBack(missing: Missable): string[] {
    const organiser = this.organiser?.id();
    const event = this.event?.id();
    if (missing === 'organisation' || !organiser) return ['/organiser'];
    if (missing === 'webhook') return ['/organiser', organiser, 'webhooks'];
    if (missing !== 'booking' || !event) return ['/organiser', organiser];
    return ['/organiser', organiser, 'events', event, 'bookings'];
  }
}
