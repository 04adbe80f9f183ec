import { jest } from '@jest/globals';
import { BatchQueue, QueueFullError, type BatchLimits, type Outcome } from './batch-queue.js';

const LIMITS: BatchLimits = {
  batchMax: 4,
  weightMax: 100,
  lanesMax: 1,
  batchesMax: 100,
  waitingMax: 10,
  waitMaxMs: 1_000,
};

/** A batch under way, and the test's hand on its end. */
interface Begun {
  requests: number[];
  end: (outcomes?: Outcome<string>[]) => void;
  fail: (error: Error) => void;
}

class RolledBack extends Error {}

describe('a batch queue', () => {
  let begun: Begun[];
  let now: number;

  beforeEach(() => {
    begun = [];
    now = 0;
  });

  const queueWith = (limits: Partial<BatchLimits> = {}): BatchQueue<number, string> =>
    new BatchQueue<number, string>(
      { ...LIMITS, ...limits },
      (_key, requests) =>
        new Promise((resolve, reject) => {
          begun.push({
            requests,
            end: (outcomes) => {
              resolve(outcomes ?? requests.map((request) => ({ answer: `done ${request}` })));
            },
            fail: reject,
          });
        }),
      (request) => request,
      (error) => error instanceof RolledBack,
      () => now,
    );

  /** Lets everything happen that is due at this moment. */
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
  };

  const batches = (): number[][] => begun.map(({ requests }) => requests);

  it('begins a lone request at once, alone', async () => {
    const answer = queueWith().submit('event', 1);
    await settle();
    expect(batches()).toEqual([[1]]);
    begun[0]?.end();
    await expect(answer).resolves.toBe('done 1');
  });

  it('carries out together what came while a batch was under way', async () => {
    const queue = queueWith();
    const first = queue.submit('event', 1);
    await settle();
    const others = [2, 3, 4].map((request) => queue.submit('event', request));
    await settle();
    expect(batches()).toEqual([[1]]);
    begun[0]?.end();
    await settle();
    expect(batches()).toEqual([[1], [2, 3, 4]]);
    begun[1]?.end();
    await expect(Promise.all([first, ...others])).resolves.toEqual([
      'done 1',
      'done 2',
      'done 3',
      'done 4',
    ]);
  });

  it('keeps a batch within its number and its weight, in order of arrival', async () => {
    const queue = queueWith();
    for (const request of [1, 2, 3, 4, 60, 50, 5]) void queue.submit('event', request);
    for (let i = 0; i < 4; i += 1) {
      await settle();
      begun[i]?.end();
    }
    expect(batches()).toEqual([[1, 2, 3, 4], [60], [50, 5]]);
  });

  it('lets a request through that is heavier than a batch may be, alone', async () => {
    const queue = queueWith();
    void queue.submit('event', 500);
    void queue.submit('event', 1);
    await settle();
    expect(batches()).toEqual([[500]]);
    begun[0]?.end();
    await settle();
    expect(batches()).toEqual([[500], [1]]);
  });

  it('lets each key have batches of its own', async () => {
    const queue = queueWith();
    void queue.submit('one', 1);
    void queue.submit('other', 9);
    await settle();
    expect(batches()).toEqual([[1], [9]]);
  });

  it.each([
    ['has no more batches of all keys under way than it may', 3],
    ['has one of each key under way where it may (the negative control)', 50],
  ])('%s', async (_, batchesMax) => {
    const queue = queueWith({ batchesMax, waitingMax: 100 });
    const answers = Array.from({ length: 50 }, (_event, event) =>
      queue.submit(String(event), event),
    );
    await settle();
    expect(begun).toHaveLength(batchesMax);
    for (let ended = 0; ended < 50; ended += 1) {
      begun[ended]?.end();
      await settle();
      expect(begun).toHaveLength(Math.min(50, ended + 1 + batchesMax));
    }
    expect(await Promise.all(answers)).toHaveLength(50);
  });

  it('lets keys take turns, however much one of them is asked for', async () => {
    const queue = queueWith({ batchesMax: 1, batchMax: 1 });
    for (const request of [1, 2, 3]) void queue.submit('busy', request);
    await settle();
    void queue.submit('other', 10);
    void queue.submit('third', 20);
    await settle();
    for (let ended = 0; ended < 5; ended += 1) {
      begun[ended]?.end();
      await settle();
    }
    expect(batches().flat()).toEqual([1, 10, 20, 2, 3]);
  });

  it('passes over a key in line whose requests have waited too long', async () => {
    const queue = queueWith({ batchesMax: 1 });
    const first = queue.submit('one', 1);
    await settle();
    const late = queue.submit('two', 2);
    await settle();
    now += LIMITS.waitMaxMs + 1;
    const third = queue.submit('three', 3);
    await settle();
    begun[0]?.end();
    await expect(late).rejects.toBeInstanceOf(QueueFullError);
    await settle();
    expect(batches()).toEqual([[1], [3]]);
    begun[1]?.end();
    await Promise.all([first, third]);
  });

  it('has as many small batches under way as it may, at once', async () => {
    const queue = queueWith({ lanesMax: 3, batchMax: 1 });
    for (const request of [1, 2, 3, 4]) void queue.submit('event', request);
    await settle();
    expect(batches()).toEqual([[1], [2], [3]]);
    begun[1]?.end();
    await settle();
    expect(batches()).toEqual([[1], [2], [3], [4]]);
  });

  it('leaves to the next batch half of those who wait and of those who are being told', async () => {
    const queue = queueWith({ batchMax: 100, weightMax: 10_000, waitingMax: 100 });
    const submit = (count: number): void => {
      for (let request = 0; request < count; request += 1) void queue.submit('event', request);
    };
    submit(60);
    await settle();
    begun[0]?.end();
    await settle();
    submit(30);
    begun[1]?.end();
    await settle();
    begun[2]?.end();
    await settle();
    // Of 60; then of 30 who wait and 30 who are told, twice.
    expect(batches().map(({ length }) => length)).toEqual([30, 30, 30]);
    submit(17);
    await settle();
    expect(batches().map(({ length }) => length)).toEqual([30, 30, 30, 16]);
  });

  it('begins the next batch before the callers of the last are told', async () => {
    const queue = queueWith();
    const order: string[] = [];
    void queue.submit('event', 1).then(() => order.push(`told, ${begun.length} begun`));
    await settle();
    void queue.submit('event', 2);
    begun[0]?.end();
    await settle();
    expect(order).toEqual(['told, 2 begun']);
  });

  it('begins a batch beside one that takes long, and no more than it may', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const queue = queueWith({ lanesMax: 2 });
      void queue.submit('event', 1);
      await settle();
      void queue.submit('event', 2);
      await settle();
      jest.advanceTimersByTime(9);
      expect(batches()).toEqual([[1]]);
      jest.advanceTimersByTime(1);
      expect(batches()).toEqual([[1], [2]]);
      void queue.submit('event', 3);
      await settle();
      jest.advanceTimersByTime(100);
      expect(batches()).toEqual([[1], [2]]);
      begun[1]?.end();
      await settle();
      expect(batches()).toEqual([[1], [2], [3]]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('gives each request its own outcome', async () => {
    const queue = queueWith();
    const answers = [1, 2].map((request) => queue.submit('event', request));
    await settle();
    begun[0]?.end([{ error: new Error('not for you') }, { answer: 'yours' }]);
    await expect(answers[0]).rejects.toThrow('not for you');
    await expect(answers[1]).resolves.toBe('yours');
  });

  it('carries out each request alone when the batch was rolled back', async () => {
    const queue = queueWith();
    const answers = [1, 2, 3].map((request) => queue.submit('event', request));
    const settled = Promise.allSettled(answers);
    await settle();
    begun[0]?.fail(new RolledBack('one is bad'));
    await settle();
    begun[1]?.end();
    await settle();
    begun[2]?.fail(new RolledBack('the bad one'));
    await settle();
    begun[3]?.end();
    expect(batches()).toEqual([[1, 2, 3], [1], [2], [3]]);
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('repeats nothing when nobody knows whether the batch took effect', async () => {
    const queue = queueWith();
    const answers = [1, 2].map((request) => queue.submit('event', request));
    const settled = Promise.allSettled(answers);
    await settle();
    begun[0]?.fail(new Error('connection lost'));
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(batches()).toEqual([[1, 2]]);
  });

  it('refuses a request at once when too many wait, and takes the next when there is room', async () => {
    const queue = queueWith();
    for (let request = 1; request <= 10; request += 1) void queue.submit('event', 1);
    await expect(queue.submit('event', 11)).rejects.toThrow(QueueFullError);
    await settle();
    const taken = queue.submit('event', 12);
    for (let i = 0; i < 4; i += 1) {
      begun[i]?.end();
      await settle();
    }
    await expect(taken).resolves.toBe('done 12');
  });

  it('refuses what has waited too long instead of beginning it', async () => {
    const queue = queueWith();
    void queue.submit('event', 1);
    await settle();
    const late = queue.submit('event', 2);
    now = 500;
    const inTime = queue.submit('event', 3);
    now = 1_400;
    begun[0]?.end();
    await expect(late).rejects.toThrow(QueueFullError);
    await settle();
    expect(batches()).toEqual([[1], [3]]);
    begun[1]?.end();
    await expect(inTime).resolves.toBe('done 3');
  });

  it('refuses what has waited too long also while the batch before it does not end', async () => {
    const queue = queueWith({ waitMaxMs: 5 });
    void queue.submit('event', 1);
    await settle();
    const late = queue.submit('event', 2);
    now = 5;
    await expect(late).rejects.toThrow(QueueFullError);
    expect(batches()).toEqual([[1]]);
  });
});
