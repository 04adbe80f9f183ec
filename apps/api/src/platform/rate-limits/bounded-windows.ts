/** Windows that are kept at once: some ten megabytes. */
const WINDOWS_MAX = 100_000;

/** A span of time in which somebody is counted. */
export interface CountedWindow {
  readonly endsAtMs: number;
}

/**
 * The windows of everybody who is counted, by their keys.
 *
 * It never grows beyond its bound: with more than that, the windows that began first are forgotten, which lets
 * somebody with a hundred thousand addresses have more, as they could anyway.
 */
export class BoundedWindows<W extends CountedWindow> {
  /** In the order in which they began. */
  private readonly windows = new Map<string, W>();

  constructor(private readonly windowsMax = WINDOWS_MAX) {}

  get size(): number {
    return this.windows.size;
  }

  get(key: string): W | undefined {
    return this.windows.get(key);
  }

  delete(key: string): void {
    this.windows.delete(key);
  }

  /** Begins a window, and forgets what is over. */
  begin(key: string, window: W, nowMs: number): void {
    // Deleted first, so that it comes behind those that began before.
    this.windows.delete(key);
    this.windows.set(key, window);
    this.forgetOldest(nowMs);
  }

  /** Two at a time, so that what is over vanishes faster than what is new can come. */
  private forgetOldest(nowMs: number): void {
    let looked = 0;
    for (const [key, { endsAtMs }] of this.windows) {
      looked += 1;
      const isOver = endsAtMs <= nowMs;
      if (!isOver && this.windows.size <= this.windowsMax) return;
      this.windows.delete(key);
      if (looked === 2) return;
    }
  }
}
