/** Some ten megabytes; the least recently used are evicted. */
const REMEMBERED_MAX = 20_000;

interface Remembered<T> {
  holder: T;
  endsAtMs: number;
}

/** Caches verified tokens until they expire: a signature is verified once, not a thousand times. */
export class VerifiedTokens<T> {
  private readonly remembered = new Map<string, Remembered<T>>();

  constructor(private readonly max = REMEMBERED_MAX) {}

  get(token: string, nowMs: number): T | undefined {
    const found = this.remembered.get(token);
    if (!found) return undefined;
    this.remembered.delete(token);
    if (found.endsAtMs <= nowMs) return undefined;
    // A map keeps insertion order, so the most recently used is last.
    this.remembered.set(token, found);
    return found.holder;
  }

  set(token: string, holder: T, endsAtMs: number): void {
    this.remembered.delete(token);
    this.remembered.set(token, { holder, endsAtMs });
    if (this.remembered.size <= this.max) return;
    for (const oldest of this.remembered.keys()) {
      this.remembered.delete(oldest);
      return;
    }
  }
}
