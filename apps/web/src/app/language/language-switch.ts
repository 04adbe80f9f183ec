import { Component, inject } from '@angular/core';
import type { Language } from '@boxoffice/contracts/formats';
import { ChosenLanguage } from './chosen-language';
import { pageLanguage } from './page-language';

/** Each language by its own name: who looks for it doesn't read the other. */
const OTHER: Record<Language, { language: Language; name: string; short: string }> = {
  en: { language: 'de', name: 'Deutsch', short: 'DE' },
  de: { language: 'en', name: 'English', short: 'EN' },
};

/** Leads to the other language. */
@Component({
  selector: 'box-language-switch',
  template: `
    <button
      type="button"
      class="quiet"
      [lang]="other.language"
      [title]="other.name"
      (click)="change()"
    >
      <span class="visually-hidden">{{ other.name }}</span>
      {{ other.short }}
    </button>
  `,
  styleUrl: '../shell/header-button.scss',
})
export class LanguageSwitch {
  private readonly chosen = inject(ChosenLanguage);
  protected readonly other = OTHER[pageLanguage()];

  protected change(): void {
    this.chosen.change(this.other.language);
  }
}
