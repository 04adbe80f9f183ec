import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
} from '@angular/core';
import { loadFailureWords, type FailureWords } from '../api/failure-words';
import type { Failure } from '../api/problem';
import { Notice } from './notice';

/** A failed call in plain words, with the next step and, where there is one, the request's number. */
@Component({
  selector: 'box-failure-notice',
  styles: ':host { display: block; }',
  imports: [Notice],
  template: `
    @if (words(); as words) {
      <box-notice tone="error" [heading]="words.title">
        <p>{{ words.text }}</p>
        <ng-content />
        @if (requestId(); as id) {
          <p i18n class="small muted">Reference for support: {{ id }}</p>
        }
      </box-notice>
    }
  `,
})
export class FailureNotice {
  readonly failure = input.required<Failure>();
  /** Scroll it into sight: on a phone, what was pressed may be a screen away. */
  readonly isRevealed = input(false);

  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly words = signal<FailureWords | undefined>(undefined);
  /** Only a defect of ours is worth a support number; "sold out" is not. */
  protected readonly requestId = computed(() => {
    const failure = this.failure();
    return failure.kind === 'problem' && failure.code === 'INTERNAL'
      ? failure.problem.requestId
      : undefined;
  });

  constructor() {
    effect(() => void this.show(this.failure()));
  }

  private async show(failure: Failure): Promise<void> {
    const words = await loadFailureWords(failure);
    if (failure !== this.failure()) return;
    const isNew = this.words() === undefined;
    this.words.set(words);
    if (isNew && this.isRevealed()) {
      const reveal = (): void => this.host.scrollIntoView({ block: 'center' });
      afterNextRender(reveal, { injector: this.injector });
    }
  }
}
