import { Component, input } from '@angular/core';
import { QrCode } from '../../design/qr-code';
import type { DOOR_LINK_MINUTES } from '@boxoffice/contracts';

/** The contract's own bound; importing its value would pull every validator into the page. */
const MINUTES: typeof DOOR_LINK_MINUTES = 30;

/** The link that makes a device one of the door, which nobody sees again. */
@Component({
  selector: 'box-lend-link',
  imports: [QrCode],
  template: `
    <box-qr-code [text]="link()" label="QR code of the link" i18n-label />
    <p i18n class="muted">
      Open its camera and follow the link. It works once, within {{ minutes }} minutes.
    </p>
    <input
      #whole
      readonly
      aria-label="Link of the device"
      i18n-aria-label
      [value]="link()"
      (focus)="whole.select()"
    />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: var(--space-3);
    }
    box-qr-code {
      width: min(100%, 320px);
    }
    input {
      width: 100%;
      min-width: 0;
      padding: var(--space-3) var(--space-4);
      border: 2px dotted var(--outline);
      border-radius: var(--radius-m);
      background: var(--surface);
      color: var(--ink);
      font: inherit;
      text-overflow: ellipsis;
    }
  `,
})
export class LendLink {
  readonly link = input.required<string>();
  protected readonly minutes = MINUTES;
}
