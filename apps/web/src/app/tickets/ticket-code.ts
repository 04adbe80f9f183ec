import { Component, computed, effect, input, signal } from '@angular/core';
import { digitsAt, ROTATION_SECONDS } from '@boxoffice/ticket-codes';
import { QrCode } from '../design/qr-code';

const ROTATION_MS = ROTATION_SECONDS * 1_000;

/** The QR code of a ticket, with the digits of the moment where they rotate. */
@Component({
  selector: 'box-ticket-code',
  imports: [QrCode],
  template: `<box-qr-code [text]="text()" [label]="label()" />`,
  styles: `
    :host {
      display: block;
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
  protected readonly text = computed(() => {
    const secret = this.rotationSecret();
    return secret === null ? this.code() : this.code() + digitsAt(bytesOf(secret), this.seconds());
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

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
