import { Component, computed, effect, input, signal } from '@angular/core';
import { digitsAt, ROTATION_SECONDS } from '@boxoffice/ticket-codes';
import { create } from 'qrcode';

const ROTATION_MS = ROTATION_SECONDS * 1_000;

/** Modules of nothing around a QR code, as its standard wants. */
const QUIET = 4;

/** The QR code of a ticket, black on white whatever the theme, with the digits of the moment where they rotate. */
@Component({
  selector: 'box-ticket-code',
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
export class TicketCode {
  readonly code = input.required<string>();
  readonly serial = input.required<string>();
  /** What the digits are worked out from, in hexadecimal; null where they don't rotate. */
  readonly rotationSecret = input.required<string | null>();
  /** How far the server's clock is ahead of this device's: digits are judged by that one. */
  readonly serverAheadMs = input.required<number>();

  protected readonly label = computed(() => $localize`QR code of ticket ${this.serial()}:serial:`);
  private readonly seconds = signal(0);
  protected readonly picture = computed(() => {
    const secret = this.rotationSecret();
    return pictureOf(
      secret === null ? this.code() : this.code() + digitsAt(bytesOf(secret), this.seconds()),
    );
  });

  constructor() {
    effect((onCleanup) => {
      if (this.rotationSecret() === null) return;
      let timer: ReturnType<typeof setTimeout>;
      const follow = (): void => {
        const now = Date.now() + this.serverAheadMs();
        this.seconds.set(Math.floor(now / 1_000));
        timer = setTimeout(follow, ROTATION_MS - (now % ROTATION_MS));
      };
      follow();
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }
}

/** Level M reads from a scratched screen; its code is alphanumeric, which keeps the modules large. */
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

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
