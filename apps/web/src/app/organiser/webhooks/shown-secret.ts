import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** A webhook's secret, which nobody sees again. */
@Component({
  selector: 'box-shown-secret',
  imports: [MatButton],
  template: `
    <h2 i18n>Copy the secret now</h2>
    <p i18n class="muted">
      Your system verifies our requests with it. It won’t be shown again; if it gets lost, rotate
      it.
    </p>
    <input
      readonly
      class="figures"
      aria-label="Secret"
      i18n-aria-label
      [value]="secret()"
      (focus)="whole.select()"
      #whole
    />
    <button matButton="outlined" type="button" (click)="copy()">{{ copyWords() }}</button>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
    }
    h2 {
      font-size: var(--text-l);
    }
    input {
      min-width: 0;
      padding: var(--space-3) var(--space-4);
      border: 2px dotted var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      text-overflow: ellipsis;
    }
    button {
      justify-self: start;
    }
  `,
})
export class ShownSecret {
  readonly secret = input.required<string>();

  private readonly announcer = inject(LiveAnnouncer);
  protected readonly copyWords = linkedSignal({
    source: this.secret,
    computation: () => $localize`Copy`,
  });

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.secret());
      this.copyWords.set($localize`Copied`);
    } catch {
      this.copyWords.set($localize`Couldn’t copy`);
    }
    void this.announcer.announce(this.copyWords());
  }
}
