import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { isRefusal } from '../api/problem';
import { Icon } from '../design/icon';
import { PageState } from '../design/page-state';
import { CurrentEvent } from './current-event';
import { CurrentOrganiser } from './current-organiser';
import { EventNav } from './event/event-nav';

/** The side rail around every page of an organisation; on a phone it lies on top. */
@Component({
  selector: 'box-organiser-frame',
  imports: [EventNav, Icon, MatButton, PageState, RouterLink, RouterLinkActive, RouterOutlet],
  providers: [CurrentOrganiser, CurrentEvent],
  template: `
    @if (current.organiser.data(); as organiser) {
      <div class="frame">
        <div class="side">
          <p class="who">
            <a i18n routerLink="/organiser" class="small muted">All organisations</a>
            <strong>{{ organiser.name }}</strong>
          </p>
          <nav aria-label="Organisation" i18n-aria-label>
            <a
              [routerLink]="['/organiser', organiser.id]"
              routerLinkActive="here"
              ariaCurrentWhenActive="page"
              [routerLinkActiveOptions]="{ exact: true }"
            >
              <box-icon name="calendar" /> <span i18n>Events</span>
            </a>
            @if (current.may('manager')) {
              <a
                [routerLink]="['/organiser', organiser.id, 'events', 'new']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="plus" /> <span i18n>New event</span>
              </a>
              <a
                [routerLink]="['/organiser', organiser.id, 'takings']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="card" /> <span i18n>Takings</span>
              </a>
              <a
                [routerLink]="['/organiser', organiser.id, 'members']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="people" /> <span i18n>Members</span>
              </a>
            }
            @if (current.may('owner')) {
              <a
                [routerLink]="['/organiser', organiser.id, 'details']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="list" /> <span i18n>Organisation</span>
              </a>
            }
          </nav>
          <box-event-nav />
        </div>
        <div class="work"><router-outlet /></div>
      </div>
    } @else if (current.organiser.failure(); as failure) {
      <div class="page">
        @if (isNotFound(failure)) {
          <box-page-state
            icon="alert"
            heading="Organisation not found"
            i18n-heading
            text="You may no longer be a member. Ask one of its owners."
            i18n-text
          >
            <a i18n matButton="filled" routerLink="/organiser">Your organisations</a>
          </box-page-state>
        } @else {
          <box-page-state
            icon="alert"
            heading="We couldn’t load the organisation"
            i18n-heading
            text="Try again in a moment."
            i18n-text
          >
            <button i18n matButton="filled" type="button" (click)="current.organiser.reload()">
              Try again
            </button>
          </box-page-state>
        }
      </div>
    } @else {
      <div class="page">
        <p i18n class="visually-hidden" role="status">Loading the organisation</p>
        <div class="skeleton waiting" aria-hidden="true"></div>
      </div>
    }
  `,
  styleUrls: ['../design/rail.scss', './organiser-frame.scss'],
})
export class OrganiserFrame {
  protected readonly current = inject(CurrentOrganiser);
  protected readonly isNotFound = (failure: Parameters<typeof isRefusal>[0]): boolean =>
    isRefusal(failure, 'ORGANISER_NOT_FOUND') || isRefusal(failure, 'INVALID_ID');
}
