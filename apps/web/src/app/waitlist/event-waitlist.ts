import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Identity } from '../account/identity';
import { refreshWhileVisible } from '../api/refresh-while-visible';
import { Task } from '../api/task';
import { FailureNotice } from '../design/failure-notice';
import { BuyerStep } from '../events/order/buyer-step';
import type { Choice } from '../events/order/choices';
import { EntryNotice } from './entry-notice';
import { JoinDialog } from './join-dialog';
import { OwnEntries } from './own-entries';

/** How often a waiting buyer's place is read again: an offer comes with a mail, too, and lasts an hour. */
const REFRESH_MS = 60_000;

/** Below the tiers of an event: the way into the waitlist of those that are gone, and one's place in it. */
@Component({
  selector: 'box-event-waitlist',
  imports: [BuyerStep, EntryNotice, FailureNotice, JoinDialog, MatButton],
  template: `
    @if (entry(); as entry) {
      <box-entry-notice
        [entry]="entry"
        [isOfPage]="true"
        [isBusy]="task.isBusy()"
        (left)="leave()"
      />
    } @else if (gone().length > 0) {
      <button i18n matButton="outlined" type="button" (click)="open()">Join the waitlist</button>
    }
    @if (task.failure(); as failure) {
      <box-failure-notice [failure]="failure" [isRevealed]="true" />
    }
    @if (step() === 'who') {
      <box-buyer-step
        [words]="continueWords"
        (known)="step.set('what')"
        (dismissed)="dismissWho()"
      />
    } @else if (step() === 'what') {
      <box-join-dialog
        [eventId]="eventId()"
        [gone]="gone()"
        [entries]="entries"
        (dismissed)="step.set('none')"
      />
    }
  `,
})
export class EventWaitlist {
  readonly eventId = input.required<string>();
  /** What can be chosen of the event; only what is gone can be waited for. */
  readonly choices = input.required<readonly Choice[]>();

  private readonly identity = inject(Identity);
  protected readonly entries = new OwnEntries();
  protected readonly task = new Task();
  /** What a newcomer is asked: who they are, and then what they wait for. */
  protected readonly step = signal<'none' | 'who' | 'what'>('none');
  protected readonly continueWords = $localize`Continue`;

  protected readonly entry = computed(() =>
    this.entries.current().find(({ eventId }) => eventId === this.eventId()),
  );
  protected readonly gone = computed(() =>
    this.choices().filter(({ available, held, booked }) => available === 0 && held + booked > 0),
  );

  constructor() {
    refreshWhileVisible(() => {
      if (this.entry()) this.entries.reload();
    }, REFRESH_MS);
  }

  protected async open(): Promise<void> {
    await this.identity.untilKnown();
    this.step.set(this.identity.userId() === undefined ? 'who' : 'what');
  }

  protected dismissWho(): void {
    if (this.step() === 'who') this.step.set('none');
  }

  protected async leave(): Promise<void> {
    const entry = this.entry();
    if (entry) await this.task.run(() => this.entries.leave(entry));
  }
}
