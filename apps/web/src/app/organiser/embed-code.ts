import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** The one line that puts the tickets of an event, or the dates of a series, into the organiser's own website. */
@Component({
  selector: 'box-embed-code',
  imports: [MatButton],
  template: `
    <h2 i18n>On your own website</h2>
    @if (kind() === 'event') {
      <p i18n class="muted">
        Paste this line where the tickets are to appear. Visitors choose them on your page; checkout
        opens in a new tab.
      </p>
    } @else {
      <p i18n class="muted">
        Paste this line where the dates are to appear. Visitors choose a date and their tickets on
        your page; checkout opens in a new tab.
      </p>
    }
    <label>
      <span i18n class="visually-hidden">Code for your website</span>
      <textarea #code readonly rows="2" spellcheck="false" (focus)="code.select()">{{
        script()
      }}</textarea>
    </label>
    <p class="row">
      <button i18n matButton="outlined" type="button" (click)="copy(script())">Copy code</button>
      <a i18n matButton target="_blank" rel="noopener" [href]="'/embed/' + path()">Preview</a>
      <span class="small muted" role="status">{{ said() }}</span>
    </p>
    <details>
      <summary i18n>Language, colours, and websites without scripts</summary>
      <p class="small muted">
        <ng-container i18n>
          It follows the language of your page, and is dark only where your page is. To choose
          yourself, add to the line:
        </ng-container>
        @for (option of options; track option) {
          <code>{{ option }}</code>
        }
      </p>
      <p i18n class="small muted">
        If your website allows no scripts, paste this instead. Its height stays as it is:
      </p>
      <label>
        <span i18n class="visually-hidden">Code without a script</span>
        <textarea #plain readonly rows="2" spellcheck="false" (focus)="plain.select()">{{
          frame()
        }}</textarea>
      </label>
      <button i18n matButton="outlined" type="button" (click)="copy(frame())">
        Copy code without a script
      </button>
    </details>
  `,
  styles: `
    :host,
    details[open] {
      display: grid;
      gap: var(--space-3);
    }
    h2 {
      font-size: var(--text-l);
    }
    textarea {
      display: block;
      width: 100%;
      padding: var(--space-3);
      border: 1px solid var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface-sunk);
      color: inherit;
      font:
        var(--text-s) / 1.5 ui-monospace,
        monospace;
      resize: vertical;
      field-sizing: content;
      overflow-wrap: anywhere;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2) var(--space-3);
    }
    summary {
      min-height: var(--target);
      padding-block: 10px;
      cursor: pointer;
    }
    code {
      display: block;
      color: var(--ink);
    }
    details .mat-mdc-button-base {
      justify-self: start;
    }
  `,
})
export class EmbedCode {
  readonly kind = input.required<'event' | 'series'>();
  readonly id = input.required<string>();

  private readonly document = inject(DOCUMENT);
  protected readonly said = signal('');

  protected readonly path = computed(
    () => `${this.kind() === 'event' ? 'events' : 'series'}/${this.id()}`,
  );
  protected readonly script = computed(() =>
    markup('script', {
      async: true,
      src: this.address('embed.js'),
      [`data-${this.kind()}`]: this.id(),
    }),
  );
  protected readonly frame = computed(() =>
    markup('iframe', {
      src: this.address(`embed/${this.path()}`),
      title: 'Tickets',
      style: 'width:100%;height:900px;border:0',
    }),
  );
  protected readonly options = ['data-language="de"', 'data-theme="dark"'];

  protected async copy(code: string): Promise<void> {
    const { clipboard }: Partial<Navigator> = this.document.defaultView?.navigator ?? {};
    const isCopied = await clipboard?.writeText(code).then(
      () => true,
      () => false,
    );
    this.said.set(
      isCopied
        ? $localize`Code copied`
        : $localize`Your browser doesn’t allow copying. Select the code and copy it yourself.`,
    );
  }

  private address(path: string): string {
    return new URL(path, this.document.baseURI).href;
  }
}

/** An element as it is pasted into a page. */
function markup(name: string, attributes: Record<string, string | true>): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === true ? key : `${key}="${value}"`,
  );
  return `<${[name, ...written].join(' ')}></${name}>`;
}
