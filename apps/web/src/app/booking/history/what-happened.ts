import { Component, computed, effect, input, signal, untracked } from '@angular/core';
import type { ToldHappeningDto } from '@boxoffice/contracts';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { FailureNotice } from '../../design/failure-notice';
import { Timeline } from './timeline';
import { toldWords } from './told-words';

/** The audit follows within a second or so. */
const REFRESH_MS = 5_000;

/** What happened to the buyer’s booking, read once it is unfolded: few ask, and those who do want all of it. */
@Component({
  selector: 'box-what-happened',
  imports: [FailureNotice, Timeline],
  template: `
    <details (toggle)="toggle($event)">
      <summary i18n>What happened</summary>
      @if (told.failure(); as failure) {
        <box-failure-notice [failure]="failure" />
      }
      @if (steps(); as known) {
        <box-timeline [steps]="known" />
      }
    </details>
  `,
  styles: `
    details {
      max-width: 560px;
      margin-top: var(--space-7);
    }
    summary {
      padding-block: var(--space-2);
      font-weight: 650;
      cursor: pointer;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class WhatHappened {
  readonly bookingId = input.required<string>();
  /** Read again whenever this is other than it was. */
  readonly follows = input<unknown>();

  private readonly isOpen = signal(false);
  protected readonly told = readOwn<ToldHappeningDto[]>(() =>
    this.isOpen() ? apiUrl('booking', this.bookingId(), 'timeline') : undefined,
  );
  protected readonly steps = computed(() =>
    this.told.data()?.map((one) => ({ at: one.at, words: toldWords(one) })),
  );

  constructor() {
    refreshWhileVisible(() => {
      if (this.isOpen()) this.told.reload();
    }, REFRESH_MS);
    effect(() => {
      this.follows();
      untracked(() => this.told.reload());
    });
  }

  protected toggle(event: Event): void {
    this.isOpen.set((event.target as HTMLDetailsElement).open);
  }
}
