import { LiveAnnouncer } from '@angular/cdk/a11y';
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
    <h3 i18n tabindex="-1">Save your recovery codes</h3>
    <p i18n class="muted">
      If you lose your phone, each code signs you in once. Keep them somewhere safe: we won’t show
      them again.
    </p>
    <ol class="codes figures">
      @for (code of codes(); track code) {
        <li>{{ code }}</li>
      }
    </ol>
    <div class="actions">
      <button matButton="outlined" type="button" (click)="copy()">{{ copyWords() }}</button>
      <a i18n matButton="outlined" download="boxoffice-recovery-codes.txt" [href]="file()"
        >Download</a
      >
      <button i18n matButton type="button" (click)="saved.emit()">I’ve saved them</button>
    </div>
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

  private readonly announcer = inject(LiveAnnouncer);
  private readonly isCopied = signal(false);
  private readonly couldNotCopy = signal(false);
  protected readonly copyWords = computed(() => {
    if (this.couldNotCopy()) return $localize`Couldn’t copy`;
    return this.isCopied() ? $localize`Copied` : $localize`Copy`;
  });
  private readonly text = computed(
    () =>
      `${$localize`Recovery codes for Boxoffice. Each works once.`}\n\n${this.codes().join('\n')}\n`,
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
    void this.announcer.announce(this.copyWords());
  }
}
