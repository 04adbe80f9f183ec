import { Component, computed, input } from '@angular/core';
import { create } from 'qrcode';

/** Modules of nothing around a QR code, as its standard wants. */
const QUIET = 4;

/** A QR code, black on white whatever the theme. */
@Component({
  selector: 'box-qr-code',
  template: `
    <svg
      role="img"
      [attr.aria-label]="label()"
      [attr.viewBox]="'0 0 ' + picture().size + ' ' + picture().size"
    >
      <path [attr.d]="picture().path" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      border-radius: var(--radius-l);
      background: var(--code-paper);
    }
    svg {
      display: block;
      width: 100%;
      fill: var(--code-ink);
      shape-rendering: crispEdges;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  /** What it is, for those who don't see it. */
  readonly label = input.required<string>();
  protected readonly picture = computed(() => pictureOf(this.text()));
}

/** Level M reads from a scratched screen; codes are alphanumeric, which keeps the modules large. */
function pictureOf(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}
