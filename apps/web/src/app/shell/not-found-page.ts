import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { PageState } from '../design/page-state';

@Component({
  selector: 'box-not-found-page',
  imports: [MatButton, PageState, RouterLink],
  template: `
    <div class="page">
      <box-page-state
        icon="ticket"
        heading="Page not found"
        i18n-heading
        text="The link may be old or incomplete."
        i18n-text
      >
        <a i18n matButton="filled" routerLink="/">See what’s on</a>
        <a i18n matButton="outlined" routerLink="/bookings">My bookings</a>
      </box-page-state>
    </div>
  `,
})
export class NotFoundPage {}
