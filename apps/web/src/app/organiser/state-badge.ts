import { Component, computed, input } from '@angular/core';
import type { EventState } from '@boxoffice/contracts';
import { eventStateName } from './event-state-name';

/** The state of an event, in a word. */
@Component({
  selector: 'box-state-badge',
  template: `{{ name() }}`,
  host: { '[class]': 'state()' },
  styles: `
    :host {
      display: inline-block;
      padding: 2px 10px;
      border: 1px solid currentColor;
      border-radius: 99px;
      color: var(--ink-muted);
      font-size: var(--text-s);
      font-weight: 600;
      white-space: nowrap;
    }
    :host(.published) {
      color: var(--success);
    }
    :host(.paused) {
      color: var(--warning);
    }
    :host(.cancelled) {
      color: var(--error);
    }
  `,
})
export class StateBadge {
  readonly state = input.required<EventState>();
  protected readonly name = computed(() => eventStateName(this.state()));
}
