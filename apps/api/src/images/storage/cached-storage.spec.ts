import { CachedStorage } from './cached-storage.js';
import { ImageStorage } from './image-storage.js';

/** Counts what is asked of it. */
class CountedStorage extends ImageStorage {
  readonly files = new Map<string, Buffer>();
  readonly reads: string[] = [];

  put(name: string, bytes: Buffer): Promise<void> {
    this.files.set(name, bytes);
    return Promise.resolve();
  }

  get(name: string): Promise<Buffer | undefined> {
    this.reads.push(name);
    return Promise.resolve(this.files.get(name));
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

describe('a storage that keeps what was asked for last', () => {
  let behind: CountedStorage;
  let cached: CachedStorage;
  let now: number;

  beforeEach(async () => {
    now = 0;
    behind = new CountedStorage();
    cached = new CachedStorage(behind, () => now, 25);
    for (const name of ['a', 'b', 'c'])
      await cached.put(name, Buffer.alloc(10, name), 'image/webp');
  });

  it('reads a file once for many at a time and one after the other, for a minute', async () => {
    const [one, other] = await Promise.all([cached.get('a'), cached.get('a')]);
    expect([one?.toString(), other]).toEqual(['aaaaaaaaaa', one]);
    await cached.get('a');
    expect(behind.reads).toEqual(['a']);
    now = 60_000;
    await cached.get('a');
    expect(behind.reads).toEqual(['a', 'a']);
  });

  it('gives up the one that was not asked for the longest, and never keeps more than it may', async () => {
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cached.get(name);
    expect(behind.reads).toEqual(['a', 'b', 'c', 'b']);
    await cached.put('large', Buffer.alloc(26), 'image/webp');
    await cached.get('large');
    await cached.get('large');
    await cached.get('a');
    expect(behind.reads.slice(4)).toEqual(['large', 'large']);
  });

  it('keeps nothing of what is not there', async () => {
    await cached.get('a');
    for (const name of ['x', 'y', 'z', 'x']) expect(await cached.get(name)).toBeUndefined();
    await cached.get('a');
    expect(behind.reads).toEqual(['a', 'x', 'y', 'z', 'x']);
  });

  it('forgets what is removed, also while it is read', async () => {
    await cached.get('a');
    await cached.remove('a');
    expect(await cached.get('a')).toBeUndefined();
    const reading = cached.get('b');
    await cached.remove('b');
    await reading;
    expect(await cached.get('b')).toBeUndefined();
  });
});
