import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

/** Codes that are shown this once: to copy, to keep as a file, or to write down. */
@Component({
  selector: 'box-recovery-codes',
  imports: [MatButton],
  template: `
    <h3 tabindex="-1">Save your recovery codes</h3>
    <p class="muted">
      Each signs you in once when your phone is lost. Keep them where you keep important things:
      they are not shown again.
    </p>
    <ol class="codes figures">
      @for (code of codes(); track code) {
        <li>{{ code }}</li>
      }
    </ol>
    <div class="actions">
      <button matButton="outlined" type="button" (click)="copy()">{{ copyWords() }}</button>
      <a matButton="outlined" download="boxoffice-recovery-codes.txt" [href]="file()">Download</a>
      <button matButton type="button" (click)="saved.emit()">I have saved them</button>
    </div>
    <p class="visually-hidden" aria-live="polite">{{ isCopied() ? 'The codes are copied' : '' }}</p>
  `,
  styleUrl: '../account-page.scss',
  styles: `
    :host {
      max-width: none;
      gap: var(--space-4);
    }
    h3:focus {
      outline: none;
    }
    .codes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
      gap: var(--space-2) var(--space-5);
      padding: var(--space-4) var(--space-5);
      border: 2px dotted var(--outline);
      border-radius: var(--radius-m);
      font-weight: 550;
      letter-spacing: 0.02em;
    }
  `,
})
export class RecoveryCodes {
  readonly codes = input.required<readonly string[]>();
  readonly saved = output();

  protected readonly isCopied = signal(false);
  private readonly couldNotCopy = signal(false);
  protected readonly copyWords = computed(() => {
    if (this.couldNotCopy()) return 'Copying is not allowed here';
    return this.isCopied() ? 'Copied' : 'Copy';
  });
  private readonly text = computed(
    () => `Recovery codes for Boxoffice. Each works once.\n\n${this.codes().join('\n')}\n`,
  );
  /** A file of the page's own: nothing is asked of a server, and nothing has to be revoked. */
  protected readonly file = computed(
    () => `data:text/plain;charset=utf-8,${encodeURIComponent(this.text())}`,
  );

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => host.querySelector<HTMLElement>('h3')?.focus());
  }

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text());
      this.isCopied.set(true);
    } catch {
      this.couldNotCopy.set(true);
    }
  }
}
