import { Component, computed, inject } from '@angular/core';
import { Icon, type IconName } from '../design/icon';
import { Theme, type ThemeChoice } from './theme';

const SHOWN: Record<ThemeChoice, () => { icon: IconName; label: string }> = {
  system: () => ({ icon: 'system', label: $localize`Theme: device setting. Switch to light` }),
  light: () => ({ icon: 'sun', label: $localize`Theme: light. Switch to dark` }),
  dark: () => ({ icon: 'moon', label: $localize`Theme: dark. Switch to device setting` }),
};

@Component({
  selector: 'box-theme-toggle',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="quiet"
      [attr.aria-label]="shown().label"
      [title]="shown().label"
      (click)="theme.next()"
    >
      <box-icon [name]="shown().icon" />
    </button>
  `,
  styleUrl: './header-button.scss',
})
export class ThemeToggle {
  protected readonly theme = inject(Theme);
  protected readonly shown = computed(() => SHOWN[this.theme.choice()]());
}
