import { Component, input } from '@angular/core';
import type { ChecklistDto } from '@boxoffice/contracts';
import { Icon } from '../../design/icon';
import { checklistWords } from './checklist-words';

/** What is left to do until an event can be published. */
@Component({
  selector: 'box-event-checklist',
  imports: [Icon],
  template: `
    <ul>
      @for (one of checklist().items; track one.item) {
        <li [class.done]="one.done">
          <box-icon [name]="one.done ? 'check' : 'minus'" />
          <span>
            {{ words(one.item) }}
            @if (!one.required) {
              <span i18n class="small muted">optional</span>
            }
            @if (one.done) {
              <span i18n class="visually-hidden">done</span>
            } @else {
              <span i18n class="visually-hidden">to do</span>
            }
          </span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    box-icon {
      margin-top: 3px;
      color: var(--ink-muted);
    }
    .done box-icon {
      color: var(--success);
    }
  `,
})
export class EventChecklist {
  readonly checklist = input.required<ChecklistDto>();
  protected readonly words = checklistWords;
}
