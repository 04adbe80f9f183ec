import {
  afterNextRender,
  Component,
  DestroyRef,
  inject,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { Notice } from '../design/notice';
import { SeenCodes } from './seen-codes';

/** Between two looks: quick enough for a hand, and a phone stays cool. */
const LOOK_MS = 120;

/** Reads codes through the camera at the back of the device. */
@Component({
  selector: 'box-camera-scanner',
  imports: [Notice],
  template: `
    @if (isRefused()) {
      <box-notice tone="error" heading="The camera can’t be used" i18n-heading>
        <p i18n>Allow it in the browser’s settings, or type the ticket number.</p>
      </box-notice>
    }
    <video #video muted playsinline aria-label="Camera" i18n-aria-label></video>
  `,
  styles: `
    :host {
      display: grid;
    }
    video {
      width: 100%;
      max-height: 44dvh;
      border-radius: var(--radius-m);
      background: var(--surface-sunk);
      object-fit: cover;
    }
    box-notice + video {
      display: none;
    }
  `,
})
export class CameraScanner {
  readonly scanned = output<string>();

  private readonly video = viewChild.required<ElementRef<HTMLVideoElement>>('video');
  protected readonly isRefused = signal(false);
  private readonly seen = new SeenCodes();
  private stream: MediaStream | undefined;
  private isOver = false;

  constructor() {
    afterNextRender(() => void this.begin());
    inject(DestroyRef).onDestroy(() => {
      this.isOver = true;
      this.stop();
    });
  }

  private async begin(): Promise<void> {
    const video = this.video().nativeElement;
    try {
      const [{ codeReader }, stream] = await Promise.all([
        import('./code-reader'),
        navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        }),
      ]);
      this.stream = stream;
      // Closed meanwhile.
      if (this.isOver) this.stop();
      else {
        video.srcObject = stream;
        await video.play();
        await this.watch(video, codeReader());
      }
    } catch {
      if (!this.isOver) this.isRefused.set(true);
    }
  }

  private async watch(
    video: HTMLVideoElement,
    read: (picture: HTMLVideoElement) => Promise<string | undefined>,
  ): Promise<void> {
    while (!this.isOver) {
      const text = await read(video);
      if (text !== undefined && this.seen.isNew(text, performance.now())) this.scanned.emit(text);
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_MS);
      });
    }
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
  }
}
