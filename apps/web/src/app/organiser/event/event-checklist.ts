import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ChecklistDto, ChecklistItemName } from '@boxoffice/contracts';
import { Icon } from '../../design/icon';
import { CurrentOrganiser } from '../current-organiser';
import { checklistWords, remedyOf } from './checklist-words';

/** What is left to do until an event can be published. */
@Component({
  selector: 'box-event-checklist',
  imports: [Icon, RouterLink],
  template: `
    <ul>
      @for (one of checklist().items; track one.item) {
        <li [class.done]="one.done">
          <box-icon [name]="one.done ? 'check' : 'minus'" />
          <span>
            @if (one.done || !mayDo(one.item)) {
              {{ words(one.item) }}
            } @else {
              <a [routerLink]="pathOf(one.item)" [fragment]="remedy(one.item).field">{{
                words(one.item)
              }}</a>
            }
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
    a {
      display: inline-block;
      padding-block: 10px;
      margin-block: -10px;
    }
    .done box-icon {
      color: var(--success);
    }
  `,
})
export class EventChecklist {
  readonly checklist = input.required<ChecklistDto>();
  /** Of the event, with a slash at its end. */
  readonly address = input.required<string>();
  /** Whether they may do what is left to do. */
  readonly mayWork = input.required<boolean>();
  protected readonly words = checklistWords;
  protected readonly remedy = remedyOf;
  private readonly current = inject(CurrentOrganiser);

  /** How an organisation is paid is for its owners alone. */
  protected mayDo(item: ChecklistItemName): boolean {
    return this.mayWork() && (item !== 'takes_payments' || this.current.may('owner'));
  }

  protected pathOf(item: ChecklistItemName): string {
    const { page } = remedyOf(item);
    return page === 'payments' ? `/organiser/${this.current.id()}/payments` : this.address() + page;
  }
}
