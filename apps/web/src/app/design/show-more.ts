import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PagedList } from '../api/paged-list';
import { FailureNotice } from './failure-notice';

/** The end of a list that may go on: a button for its next page, and what stood in the way of it. */
@Component({
  selector: 'box-show-more',
  imports: [FailureNotice, MatButton],
  template: `
    @if (list().more.failure(); as failure) {
      <box-failure-notice class="failed" [failure]="failure" />
    }
    @if (list().hasMore()) {
      <button
        matButton="outlined"
        type="button"
        [disabled]="list().more.isBusy()"
        [disabledInteractive]="list().more.isBusy()"
        (click)="list().loadMore()"
      >
        @if (list().more.isBusy()) {
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
  readonly list = input.required<Pick<PagedList<never, never>, 'hasMore' | 'loadMore' | 'more'>>();
  /** What the button says. */
  readonly words = input($localize`Show more`);
}
