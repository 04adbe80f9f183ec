import type { Readable } from 'node:stream';

/**
 * Ends a stream of which nobody takes anything for some time. Whoever stops reading would otherwise hold an export slot for
 * as long as a download may last, and two of them all that there are.
 */
export class StallTimeout {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly pauseMaxMs: number) {}

  /** Begins to watch, until the stream is closed. */
  watch(content: Readable): void {
    this.end = () => {
      content.destroy(new Error('Nobody has read the download any further.'));
    };
    content.once('close', () => {
      clearTimeout(this.timer);
      this.end = () => undefined;
    });
    this.tookMore();
  }

  /** Says that something was taken: more than a connection's buffers have room for. */
  tookMore(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.end();
    }, this.pauseMaxMs);
  }

  private end: () => void = () => undefined;
}
