import { Component, input, type Signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Failure } from '../api/problem';
import { FailureNotice } from '../design/failure-notice';

/** A list that is read page by page. */
export interface PagedList {
  readonly hasMore: Signal<boolean>;
  readonly isLoadingMore: Signal<boolean>;
  readonly moreFailure: Signal<Failure | undefined>;
  loadMore(): Promise<void>;
}

/** The end of a list that may go on: a button for its next page, and what stood in the way of it. */
@Component({
  selector: 'box-show-more',
  imports: [FailureNotice, MatButton],
  template: `
    @if (list().moreFailure(); as failure) {
      <box-failure-notice class="failed" [failure]="failure" />
    }
    @if (list().hasMore()) {
      <button
        matButton="outlined"
        type="button"
        [disabled]="list().isLoadingMore()"
        [disabledInteractive]="list().isLoadingMore()"
        (click)="list().loadMore()"
      >
        @if (list().isLoadingMore()) {
          <ng-container i18n>Loading…</ng-container>
        } @else {
          {{ words() }}
        }
      </button>
    }
  `,
  styles: `
    .failed,
    button {
      margin-top: var(--space-5);
    }

    .failed {
      display: block;
    }
  `,
})
export class ShowMore {
  readonly list = input.required<PagedList>();
  /** What the button says. */
  readonly words = input($localize`Show more`);
}
