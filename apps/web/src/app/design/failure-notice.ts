import { afterNextRender, Component, computed, ElementRef, inject, input } from '@angular/core';
import type { Failure } from '../api/problem';
import { failureWords } from '../api/problem-words';
import { Notice } from './notice';

/** A failed call in plain words, with the next step and, where there is one, the request's number. */
@Component({
  selector: 'box-failure-notice',
  styles: ':host { display: block; }',
  imports: [Notice],
  template: `
    <box-notice tone="error" [heading]="words().title">
      <p>{{ words().text }}</p>
      <ng-content />
      @if (requestId(); as id) {
        <p i18n class="small muted">Reference for support: {{ id }}</p>
      }
    </box-notice>
  `,
})
export class FailureNotice {
  readonly failure = input.required<Failure>();
  /** Scroll it into sight: on a phone, what was pressed may be a screen away. */
  readonly isRevealed = input(false);

  protected readonly words = computed(() => failureWords(this.failure()));
  /** Only a defect of ours is worth a support number; "sold out" is not. */
  protected readonly requestId = computed(() => {
    const failure = this.failure();
    return failure.kind === 'problem' && failure.code === 'INTERNAL'
      ? failure.problem.requestId
      : undefined;
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (this.isRevealed()) host.scrollIntoView({ block: 'center' });
    });
  }
}
