import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { formatNumber, plural } from '../../../design/formats';

/** Most lines that are seen at once. */
const ROWS_MAX = 8;

/** Codes that have just been made: to copy into a mail, or to keep as a file. */
@Component({
  selector: 'box-made-codes',
  imports: [MatButton],
  template: `
    <h2>{{ heading() }}</h2>
    <textarea
      readonly
      class="figures"
      aria-label="New codes"
      i18n-aria-label
      [rows]="rows()"
      [value]="text()"
    ></textarea>
    <div class="actions">
      <button matButton="outlined" type="button" (click)="copy()">{{ copyWords() }}</button>
      <a i18n matButton="outlined" download="codes.txt" [href]="file()">Download</a>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    h2 {
      font-size: var(--text-l);
    }
    textarea {
      padding: var(--space-3) var(--space-4);
      border: 2px dotted var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      letter-spacing: 0.04em;
      resize: vertical;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
    }
  `,
})
export class MadeCodes {
  readonly codes = input.required<readonly string[]>();

  private readonly announcer = inject(LiveAnnouncer);
  protected readonly text = computed(() => this.codes().join('\n'));
  protected readonly rows = computed(() => Math.min(this.codes().length, ROWS_MAX));
  protected readonly heading = computed(() =>
    plural(this.codes().length, {
      one: $localize`1 new code`,
      other: $localize`${formatNumber(this.codes().length)}:count: new codes`,
    }),
  );
  protected readonly copyWords = linkedSignal({
    source: this.codes,
    computation: () => $localize`Copy`,
  });
  /** A file of the page's own: nothing is asked of a server. */
  protected readonly file = computed(
    () => `data:text/plain;charset=utf-8,${encodeURIComponent(`${this.text()}\n`)}`,
  );

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text());
      this.copyWords.set($localize`Copied`);
    } catch {
      this.copyWords.set($localize`Couldn’t copy`);
    }
    void this.announcer.announce(this.copyWords());
  }
}
