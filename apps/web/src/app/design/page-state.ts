import { booleanAttribute, Component, input } from '@angular/core';
import { Icon, type IconName } from './icon';

/** A page, or all that is below its title, that has nothing to show: why, and what to do. */
@Component({
  selector: 'box-page-state',
  imports: [Icon],
  template: `
    <div class="stub"><box-icon [name]="icon()" /></div>
    <div class="words">
      @if (isBelowTitle()) {
        <h2>{{ heading() }}</h2>
      } @else {
        <h1>{{ heading() }}</h1>
      }
      <p class="muted">{{ text() }}</p>
      <div class="actions"><ng-content /></div>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      justify-items: start;
      gap: var(--space-5);
      max-width: 620px;
      padding-block: var(--space-7);
    }
    .stub {
      --icon-size: 36px;
      position: relative;
      display: grid;
      place-items: center;
      width: 152px;
      height: 88px;
      padding-right: 48px;
      border-radius: var(--radius-m);
      background: var(--ink);
      color: var(--paper);
      mask:
        radial-gradient(circle 9px at 104px 0, #0000 96%, #000) top / 100% 51% no-repeat,
        radial-gradient(circle 9px at 104px 100%, #0000 96%, #000) bottom / 100% 51% no-repeat;
    }
    .stub::after {
      content: '';
      position: absolute;
      inset: 14px auto 14px 103px;
      border-left: 2px dotted var(--paper);
      opacity: 0.6;
    }
    .words {
      display: grid;
      gap: var(--space-3);
    }
    p {
      font-size: var(--text-l);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-3);
      margin-top: var(--space-4);
    }
  `,
})
export class PageState {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
  /** Whether the page has a title of its own above. */
  readonly isBelowTitle = input(false, { transform: booleanAttribute });
}
