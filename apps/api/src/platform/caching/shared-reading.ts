/** Keys whose readings are kept; far more than are asked for at one moment. */
const KEYS_KEPT_MAX = 1_000;

interface Kept<T> {
  value: T;
  readAtMs: number;
}

/**
 * Reads something once for all who ask for it at about the same time: a value is kept for a while,
 * and whoever asks while it is being read waits for that reading. Failures are not kept.
 */
export class SharedReading<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly underWay = new Map<string, Promise<T>>();

  /**
   * @param maxAgeMs how old a value may be, in milliseconds
   * @param read reads the value of a key
   * @param elapsedMs a clock that never goes back
   */
  constructor(
    private readonly maxAgeMs: number,
    private readonly read: (key: string) => Promise<T>,
    private readonly elapsedMs: () => number,
  ) {}

  async of(key: string): Promise<T> {
    const kept = this.kept.get(key);
    if (kept && this.elapsedMs() - kept.readAtMs < this.maxAgeMs) return kept.value;
    return this.underWay.get(key) ?? this.begin(key);
  }

  /** The value of a key, if one is kept, whatever its age. */
  peek(key: string): T | undefined {
    return this.kept.get(key)?.value;
  }

  /** The next who asks gets a value that was read after now. */
  forget(key: string): void {
    this.kept.delete(key);
    this.underWay.delete(key);
  }

  private begin(key: string): Promise<T> {
    const readAtMs = this.elapsedMs();
    const reading = this.read(key);
    this.underWay.set(key, reading);
    reading
      .then((value) => {
        // Forgotten meanwhile: it may have been read before what made it stale.
        if (this.underWay.get(key) !== reading) return;
        if (this.kept.size >= KEYS_KEPT_MAX) this.kept.clear();
        this.kept.set(key, { value, readAtMs });
      })
      // Whoever asked is told by the same promise.
      .catch(() => undefined)
      .finally(() => {
        if (this.underWay.get(key) === reading) this.underWay.delete(key);
      });
    return reading;
  }
}
