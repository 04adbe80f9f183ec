import { TooManyWaitingError, Semaphore } from './semaphore.js';

describe('a semaphore', () => {
  /** Work that ends when it is told to. */
  function piece(): { work: () => Promise<string>; end: () => void; begun: () => boolean } {
    let begun = false;
    let end: () => void = () => undefined;
    const ended = new Promise<string>((resolve) => {
      end = () => resolve('done');
    });
    const work = (): Promise<string> => {
      begun = true;
      return ended;
    };
    return { work, end: () => end(), begun: () => begun };
  }

  it('let as many run at once as they may, and the others in their order', async () => {
    const semaphore = new Semaphore(2, 10);
    const pieces = [piece(), piece(), piece(), piece()];
    const runs = pieces.map(({ work }) => semaphore.run(work));
    expect(pieces.map(({ begun }) => begun())).toEqual([true, true, false, false]);
    pieces[1]?.end();
    await runs[1];
    await Promise.resolve();
    expect(pieces.map(({ begun }) => begun())).toEqual([true, true, true, false]);
    pieces.forEach(({ end }) => end());
    expect(await Promise.all(runs)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('turn away whoever would make too many wait', async () => {
    const semaphore = new Semaphore(1, 1);
    const [first, second] = [piece(), piece()];
    const runs = [semaphore.run(first.work), semaphore.run(second.work)];
    await expect(semaphore.run(() => Promise.resolve())).rejects.toThrow(TooManyWaitingError);
    first.end();
    second.end();
    await Promise.all(runs);
    expect(await semaphore.run(() => Promise.resolve('free again'))).toBe('free again');
  });

  it('go on when a piece of work fails', async () => {
    const semaphore = new Semaphore(1, 1);
    const failure = new Error('on purpose');
    await expect(semaphore.run(() => Promise.reject(failure))).rejects.toBe(failure);
    expect(await semaphore.run(() => Promise.resolve('next'))).toBe('next');
  });
});
