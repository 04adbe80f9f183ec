import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { EVENT_LANGUAGES_MAX, NO_WORDS } from '@boxoffice/contracts/event-limits';
import { Icon } from '../../design/icon';
import { languageName } from '../../events/about/language-name';
import { pageLocale } from '../../language/page-language';

/** What events are held in more often; the API takes every other one too. */
const OFFERED = [
  'en,de,fr,es,it,pt,nl,pl,cs,sk,da,sv,nb,fi,is,et,lv,lt,hu,ro,bg,el,tr,ru,uk,sr,hr,bs,sl,sq,mk',
  'ar,fa,he,hi,bn,ur,ta,zh,ja,ko,vi,th,id,la,nds,gsw,lb,ga,cy,gd,eu,ca,gl,br,fy,hsb,ku,yi,hy,ka',
  'sw,af,ase,zxx',
].flatMap((tags) => tags.split(','));

/** The languages of an event, chosen one after the other. The draft holds their tags with a blank between them. */
@Component({
  selector: 'box-languages-field',
  imports: [Icon, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    @if (chosen().length > 0) {
      <ul aria-label="Chosen languages" i18n-aria-label>
        @for (language of chosen(); track language.tag) {
          <li>
            <span>{{ language.name }}</span>
            <button
              type="button"
              aria-label="Remove {{ language.name }}"
              i18n-aria-label
              (click)="remove(language.tag)"
            >
              <box-icon name="close" />
            </button>
          </li>
        }
      </ul>
    }
    @if (chosen().length < most) {
      <mat-form-field appearance="outline" hideRequiredMarker [subscriptSizing]="'dynamic'">
        <mat-label i18n>Language (optional)</mat-label>
        <select #select matNativeControl (change)="add(select)">
          <option value=""></option>
          @for (language of offered(); track language.tag) {
            <option [value]="language.tag">{{ language.name }}</option>
          }
        </select>
        <mat-hint i18n>What the event is held in; choose one after the other</mat-hint>
      </mat-form-field>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    li {
      display: flex;
      align-items: center;
      padding-left: var(--space-4);
      border: 1px solid var(--outline);
      border-radius: 99px;
    }
    button {
      display: grid;
      place-items: center;
      width: var(--target);
      height: var(--target);
      padding: 0;
      border: 0;
      border-radius: 99px;
      background: none;
      color: inherit;
      cursor: pointer;
    }
    button:hover {
      background: var(--hover);
    }
    option {
      background: var(--surface);
      color: var(--ink);
    }
  `,
})
export class LanguagesField {
  readonly field = input.required<FieldTree<string>>();

  protected readonly most = EVENT_LANGUAGES_MAX;
  private readonly tags = computed(() => languagesIn(this.field()().value()));
  protected readonly chosen = computed(() =>
    this.tags().map((tag) => ({ tag, name: languageName(tag) })),
  );
  protected readonly offered = computed(() => {
    const { compare } = new Intl.Collator(pageLocale());
    const rest = OFFERED.filter((tag) => !this.tags().includes(tag));
    // Browsers know the names of different languages: a bare tag tells nobody anything.
    const named = rest
      .map((tag) => ({ tag, name: languageName(tag) }))
      .filter(({ tag, name }) => name !== tag);
    const last = named.filter(({ tag }) => tag === NO_WORDS);
    const sorted = named.filter(({ tag }) => tag !== NO_WORDS);
    return [...sorted.sort((one, other) => compare(one.name, other.name)), ...last];
  });

  protected add(select: HTMLSelectElement): void {
    if (select.value !== '') this.write([...this.tags(), select.value]);
    select.value = '';
  }

  protected remove(removed: string): void {
    this.write(this.tags().filter((tag) => tag !== removed));
  }

  private write(tags: readonly string[]): void {
    this.field()().value.set(tags.join(' '));
  }
}

/** The tags that a draft holds. */
export function languagesIn(text: string): string[] {
  return text.split(' ').filter((tag) => tag !== '');
}
