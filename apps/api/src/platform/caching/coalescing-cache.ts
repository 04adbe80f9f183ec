/** Most cached keys; far more than are requested at one moment. */
const KEYS_KEPT_MAX = 1_000;

interface Kept<T> {
  value: T;
  readAtMs: number;
}

/**
 * A cache that coalesces concurrent reads of a key into one. Values are cached for a short time; failures
 * aren't.
 */
export class CoalescingCache<T> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly underWay = new Map<string, Promise<T>>();

  /**
   * @param maxAgeMs how old a cached value may be, in milliseconds
   * @param read reads the value of a key
   * @param elapsedMs a monotonic clock
   * @param keysMax most cached keys; fewer where values are large
   */
  constructor(
    private readonly maxAgeMs: number,
    private readonly read: (key: string) => Promise<T>,
    private readonly elapsedMs: () => number,
    private readonly keysMax = KEYS_KEPT_MAX,
  ) {}

  async get(key: string): Promise<T> {
    const kept = this.kept.get(key);
    if (kept && this.elapsedMs() - kept.readAtMs < this.maxAgeMs) return kept.value;
    return this.underWay.get(key) ?? this.begin(key);
  }

  /** The cached value of a key, whatever its age. */
  peek(key: string): T | undefined {
    return this.kept.get(key)?.value;
  }

  /** The next call reads the value again. */
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
        // Invalidated meanwhile: this read may have begun before the change.
        if (this.underWay.get(key) !== reading) return;
        if (this.kept.size >= this.keysMax) this.kept.clear();
        this.kept.set(key, { value, readAtMs });
      })
      // Callers get the rejection from the promise itself.
      .catch(() => undefined)
      .finally(() => {
        if (this.underWay.get(key) === reading) this.underWay.delete(key);
      });
    return reading;
  }
}
