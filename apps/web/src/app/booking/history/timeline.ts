import { Component, input } from '@angular/core';
import { formatDayAndTime } from '../../design/formats';

/** A step of a {@link Timeline}. */
export interface TimelineStep {
  at: string;
  words: string;
  /** Who did it, where that is told. */
  by?: string | null;
}

/** What happened, step by step, the first first. */
@Component({
  selector: 'box-timeline',
  template: `
    <ol>
      @for (step of steps(); track $index) {
        <li>
          <span class="small muted figures">{{ when(step.at) }}</span>
          <span>{{ step.words }}</span>
          @if (step.by; as by) {
            <span i18n class="small muted">by {{ by }}</span>
          }
        </li>
      } @empty {
        <li i18n class="muted">Nothing is recorded yet.</li>
      }
    </ol>
  `,
  styles: `
    li {
      display: grid;
      gap: var(--space-1);
      padding-block: var(--space-3);
      overflow-wrap: anywhere;
    }
    li + li {
      border-top: 1px solid var(--hairline);
    }
  `,
})
export class Timeline {
  readonly steps = input.required<readonly TimelineStep[]>();

  protected readonly when = formatDayAndTime;
}
