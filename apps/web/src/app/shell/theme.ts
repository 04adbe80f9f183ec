import { DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { stored } from '../api/stored';

export type ThemeChoice = 'system' | 'light' | 'dark';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };

/** Light, dark, or whatever the device says. `public/theme.js` applies it before the first paint. */
@Service()
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly current = signal(readChoice());
  readonly choice = this.current.asReadonly();

  constructor() {
    effect(() => {
      const choice = this.current();
      if (choice === 'system') delete this.root.dataset.theme;
      else this.root.dataset.theme = choice;
    });
  }

  next(): void {
    const choice = NEXT[this.current()];
    this.current.set(choice);
    stored.write('theme', choice === 'system' ? null : choice);
  }
}

function readChoice(): ThemeChoice {
  const saved = stored.read('theme');
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}
