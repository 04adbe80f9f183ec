import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import { Identity } from '../../account/identity';
import { apiUrl } from '../../api/api-url';
import { isRefusal } from '../../api/problem';
import { FailureNotice } from '../../design/failure-notice';
import { linesWithTickets } from '../lines-with-tickets';
import { AttendeeGroups } from './attendee-groups';
import { AttendeesEditor } from './attendees-editor';

/** How long after the last key what was typed is saved, in milliseconds: a pause between two words. */
const SAVED_AFTER_MS = 800;

/** What the page says by itself. */
const ENDED = ['HOLD_EXPIRED', 'BOOKING_ENDED'] as const;

/**
 * Asks who comes while the tickets are held. What is typed is saved with the hold, so that neither a reload nor
 * another device loses it.
 */
@Component({
  selector: 'box-attendees-step',
  imports: [AttendeeGroups, FailureNotice],
  host: { '(focusout)': 'editor.save()' },
  template: `
    <h2 i18n>Who’s coming?</h2>
    @if (editor.attendees.data(); as asked) {
      <p i18n class="small muted">Fill in every field that isn’t marked as optional.</p>
      <box-attendee-groups [fields]="editor.fields" [asked]="asked" [ticketNames]="ticketNames()" />
      @if (failure(); as failure) {
        <box-failure-notice [failure]="failure" />
      }
      <p class="small muted" role="status">
        @switch (editor.state()) {
          @case ('saved') {
            @if (!editor.isChanged()) {
              <ng-container i18n
                >We keep what you’ve entered while we hold your tickets.</ng-container
              >
            }
          }
          @case ('saving') {
            <ng-container i18n>Saving…</ng-container>
          }
        }
      </p>
    } @else if (editor.attendees.failure(); as failure) {
      <box-failure-notice [failure]="failure" />
    } @else {
      <p i18n class="visually-hidden" role="status">Loading what the organiser asks</p>
      <div class="skeleton waiting" aria-hidden="true"></div>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-4);
    }
    [role='status'] {
      min-height: 1.4em;
    }
    .waiting {
      height: 200px;
      border-radius: var(--radius-m);
    }
  `,
})
export class AttendeesStep {
  readonly booking = input.required<BookingDto>();

  private readonly identity = inject(Identity);
  protected readonly editor = new AttendeesEditor(
    () => apiUrl('booking', this.booking().id, 'attendees'),
    { userId: () => this.identity.userId(), self: () => this.holder() },
  );
  protected readonly ticketNames = computed(() =>
    linesWithTickets(this.booking()).flatMap(({ name, tickets }) => tickets.map(() => name)),
  );
  /** That the hold has ended, the page says. */
  protected readonly failure = computed(() => {
    const failure = this.editor.failure();
    return failure && ENDED.some((code) => isRefusal(failure, code)) ? undefined : failure;
  });

  constructor() {
    effect((onCleanup) => {
      this.editor.draft();
      if (!untracked(this.editor.isChanged)) return;
      const timer = setTimeout(() => void this.editor.save(), SAVED_AFTER_MS);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }

  /** @returns whether everything that is asked was said, and is saved */
  complete(): Promise<boolean> {
    return this.editor.complete();
  }

  /** The buyer, if it is they who fill this in. */
  private holder(): { name: string; email?: string } | undefined {
    const user = this.identity.user();
    if (user?.id !== this.booking().userId) return undefined;
    return { name: user.name, email: this.identity.account()?.email ?? undefined };
  }
}
