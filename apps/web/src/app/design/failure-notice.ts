import { Component, computed, input } from '@angular/core';
import type { Failure } from '../api/problem';
import { failureWords } from '../api/problem-words';
import { Notice } from './notice';

/** A failed call in plain words, with the next step and, where there is one, the request's number. */
@Component({
  selector: 'box-failure-notice',
  imports: [Notice],
  template: `
    <box-notice tone="error" [heading]="words().title">
      <p>{{ words().text }}</p>
      <ng-content />
      @if (requestId(); as id) {
        <p class="small muted">For support: {{ id }}</p>
      }
    </box-notice>
  `,
})
export class FailureNotice {
  readonly failure = input.required<Failure>();

  protected readonly words = computed(() => failureWords(this.failure()));
  /** Only a defect of ours is worth a support number; "sold out" is not. */
  protected readonly requestId = computed(() => {
    const failure = this.failure();
    return failure.kind === 'problem' && failure.code === 'INTERNAL'
      ? failure.problem.requestId
      : undefined;
  });
}
