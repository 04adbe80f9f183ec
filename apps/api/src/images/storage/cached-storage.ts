import { ImageStorage } from './image-storage.js';

/** Most bytes that are kept: the pictures of the first pages of the portal, and of an event that everybody looks at. */
const BYTES_MAX = 24 * 1_024 * 1_024;

/** How long another process may still give a picture that was removed, in milliseconds. */
const AGE_MAX_MS = 60_000;

interface Kept {
  bytes: Buffer;
  readAtMs: number;
}

/**
 * Keeps the files that were asked for last, so that many who look at one picture read it once: from a bucket, each read
 * is a request. What isn't there is not kept: names that somebody guesses push nothing out.
 */
export class CachedStorage extends ImageStorage {
  /** The one that was asked for last comes last. */
  private readonly kept = new Map<string, Kept>();
  private readonly underWay = new Map<string, Promise<Buffer | undefined>>();
  private size = 0;
  /** How often something was written or removed. */
  private changes = 0;

  /**
   * @param storage what is behind it
   * @param elapsedMs a monotonic clock
   */
  constructor(
    private readonly storage: ImageStorage,
    private readonly elapsedMs: () => number,
    private readonly bytesMax = BYTES_MAX,
  ) {
    super();
  }

  async get(name: string): Promise<Buffer | undefined> {
    const kept = this.kept.get(name);
    if (kept && this.elapsedMs() - kept.readAtMs < AGE_MAX_MS) {
      this.kept.delete(name);
      this.kept.set(name, kept);
      return kept.bytes;
    }
    const reading = this.underWay.get(name) ?? this.read(name);
    this.underWay.set(name, reading);
    return reading;
  }

  put(name: string, bytes: Buffer, type: string): Promise<void> {
    this.forget(name);
    return this.storage.put(name, bytes, type);
  }

  async remove(name: string): Promise<void> {
    await this.storage.remove(name);
    this.forget(name);
  }

  private async read(name: string): Promise<Buffer | undefined> {
    const readAtMs = this.elapsedMs();
    const mark = this.changes;
    try {
      const bytes = await this.storage.get(name);
      // Removed meanwhile: this read may have begun before.
      if (bytes && mark === this.changes) this.keep(name, { bytes, readAtMs });
      return bytes;
    } finally {
      this.underWay.delete(name);
    }
  }

  private keep(name: string, file: Kept): void {
    this.drop(name);
    if (file.bytes.length > this.bytesMax) return;
    this.kept.set(name, file);
    this.size += file.bytes.length;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.bytesMax) break;
      this.drop(oldest);
    }
  }

  private forget(name: string): void {
    this.changes += 1;
    this.drop(name);
  }

  private drop(name: string): void {
    this.size -= this.kept.get(name)?.bytes.length ?? 0;
    this.kept.delete(name);
  }
}
