import { Component, effect, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Identity } from '../account/identity';
import { Workplace } from '../shell/workplace';
import { Icon } from '../design/icon';
import { CurrentEvent } from './current-event';
import { CurrentOrganiser } from './current-organiser';
import { EventNav } from './event/event-nav';
import { NotMeantForYou } from './not-meant-for-you';
import { UnreadPage } from './unread-page';

/** The side rail around every page of an organisation; on a phone it lies on top. */
@Component({
  selector: 'box-organiser-frame',
  imports: [EventNav, Icon, NotMeantForYou, RouterLink, RouterLinkActive, RouterOutlet, UnreadPage],
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
                [routerLink]="['/organiser', organiser.id, 'invoices']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="print" /> <span i18n>Invoices</span>
              </a>
              <a
                [routerLink]="['/organiser', organiser.id, 'members']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="people" /> <span i18n>Members</span>
              </a>
              <a
                [routerLink]="['/organiser', organiser.id, 'webhooks']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="link" /> <span i18n>Webhooks</span>
              </a>
            }
            @if (current.may('box_office')) {
              <a
                [routerLink]="['/organiser', organiser.id, 'door']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="check" /> <span i18n>Door</span>
              </a>
            }
            @if (current.may('owner')) {
              <a
                [routerLink]="['/organiser', organiser.id, 'payments']"
                routerLinkActive="here"
                ariaCurrentWhenActive="page"
              >
                <box-icon name="lock" /> <span i18n>Payments</span>
              </a>
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
        <div class="work">
          @if (current.may(page.needs())) {
            <router-outlet />
          } @else {
            <box-not-meant-for-you />
          }
        </div>
      </div>
    } @else {
      <div class="page">
        <box-unread-page
          [of]="'organisation'"
          [failure]="current.organiser.failure()"
          (retry)="current.organiser.reload()"
        />
      </div>
    }
  `,
  styleUrls: ['../design/rail.scss', './organiser-frame.scss'],
})
export class OrganiserFrame {
  protected readonly current = inject(CurrentOrganiser);
  protected readonly page = inject(CurrentEvent);

  constructor() {
    const workplace = inject(Workplace);
    const { account } = inject(Identity);
    effect(() => {
      if (this.current.organiser.data()?.role) workplace.set(account()?.id ?? null);
    });
  }
}
