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
        heading="There is nothing at this address"
        text="The link may be old, or a letter of it got lost."
      >
        <a matButton="filled" routerLink="/">See what is on</a>
        <a matButton="outlined" routerLink="/bookings">My bookings</a>
      </box-page-state>
    </div>
  `,
})
export class NotFoundPage {}
