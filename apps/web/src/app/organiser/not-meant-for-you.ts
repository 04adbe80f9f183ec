import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PageState } from '../design/page-state';
import { CurrentEvent } from './current-event';
import { CurrentOrganiser } from './current-organiser';
import { meantForWords } from './unread-words';

/** A page of the workspace that a member’s role doesn’t open: whom it is for. */
@Component({
  selector: 'box-not-meant-for-you',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <box-page-state
      icon="lock"
      heading="You don’t have access to this page"
      i18n-heading
      [text]="text()"
    >
      <a i18n matButton="filled" [routerLink]="['/organiser', current.id()]">Events</a>
    </box-page-state>
  `,
})
export class NotMeantForYou {
  protected readonly current = inject(CurrentOrganiser);
  private readonly page = inject(CurrentEvent);
  protected readonly text = computed(() => meantForWords(this.page.needs()));
}
