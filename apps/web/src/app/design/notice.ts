import { Component, computed, input } from '@angular/core';
import { Icon, type IconName } from './icon';

export type NoticeTone = 'error' | 'warning' | 'success' | 'info';

const ICONS: Record<NoticeTone, IconName> = {
  error: 'alert',
  warning: 'clock',
  success: 'check',
  info: 'info',
};

/** Says what happened and what to do next. The tone is told by icon and words, not by colour. */
@Component({
  selector: 'box-notice',
  imports: [Icon],
  host: { '[class]': 'tone()', '[attr.role]': 'role()' },
  template: `
    <box-icon [name]="icon()" />
    <div class="words">
      <p class="title">{{ heading() }}</p>
      <ng-content />
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-3);
      padding: var(--space-4);
      border-radius: var(--radius-m);
      background: var(--surface-sunk);
      --tone: var(--ink);
    }
    :host(.error) {
      --tone: var(--error);
      background: var(--error-tint);
    }
    :host(.warning) {
      --tone: var(--warning);
      background: var(--warning-tint);
    }
    :host(.success) {
      --tone: var(--success);
      background: var(--success-tint);
    }
    box-icon {
      color: var(--tone);
      margin-top: 2px;
    }
    .words {
      display: grid;
      gap: var(--space-1);
      min-width: 0;
    }
    .title {
      font-weight: 650;
      color: var(--tone);
    }
  `,
})
export class Notice {
  readonly tone = input<NoticeTone>('info');
  readonly heading = input.required<string>();

  protected readonly icon = computed(() => ICONS[this.tone()]);
  /** An error interrupts a screen reader; good news waits for its turn. */
  protected readonly role = computed(() => (this.tone() === 'error' ? 'alert' : 'status'));
}
