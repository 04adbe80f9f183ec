import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { WaitlistEntryDto } from '@boxoffice/contracts';
import { tickets } from '../design/counts';
import { formatNumber } from '../design/formats';
import { Notice } from '../design/notice';
import { waitedTier } from './waited-tier';

/** Where somebody stands in a waitlist, or what they were offered. */
@Component({
  selector: 'box-entry-notice',
  imports: [MatButton, Notice, RouterLink],
  template: `
    @if (entry().state === 'waiting') {
      <box-notice tone="info" [heading]="heading()">
        <p>{{ what() }}</p>
        @if (entry().paused) {
          <p i18n>The organiser has paused the waitlist. You keep your place.</p>
        } @else {
          <p i18n>
            When it’s your turn, we’ll hold tickets for you and email you. Each place on the
            waitlist is offered tickets once.
          </p>
        }
        <button matButton="outlined" type="button" [disabled]="isBusy()" (click)="left.emit()">
          <ng-container i18n>Leave the waitlist</ng-container>
          <span class="visually-hidden">: {{ entry().eventName }}</span>
        </button>
      </box-notice>
    } @else {
      <box-notice tone="success" heading="We’re holding tickets for you" i18n-heading>
        <p i18n>It’s your turn on the waitlist. Pay before the time runs out.</p>
        <p>
          <a i18n [routerLink]="['/checkout', entry().bookingId]">Go to checkout</a>
        </p>
      </box-notice>
    }
  `,
  styles: `
    button {
      justify-self: start;
      margin-top: var(--space-2);
    }
  `,
})
export class EntryNotice {
  readonly entry = input.required<WaitlistEntryDto>();
  /** Whether the page names the event elsewhere. */
  readonly isOfPage = input(false);
  readonly isBusy = input(false);
  readonly left = output();

  protected readonly heading = computed(() => {
    const { position, eventName } = this.entry();
    const place =
      position === null
        ? $localize`You’re on the waitlist`
        : $localize`You’re number ${formatNumber(position)}:position: on the waitlist`;
    return this.isOfPage() ? place : `${eventName}: ${place}`;
  });
  protected readonly what = computed(() => {
    const { quantity, allOrNothing, tickets: waited } = this.entry();
    const names = waited.map(waitedTier).join(', ');
    return allOrNothing
      ? $localize`${tickets(quantity)}:tickets:, all together: ${names}:tiers:`
      : $localize`Up to ${tickets(quantity)}:tickets:: ${names}:tiers:`;
  });
}
