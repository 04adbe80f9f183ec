import { HttpErrorResponse } from '@angular/common/http';
import { firstValueFrom, throwError } from 'rxjs';
import { Task } from './task';

describe('a task', () => {
  const lost = (): Promise<never> =>
    firstValueFrom(throwError(() => new HttpErrorResponse({ status: 0 })));

  it('is done once, however often it is asked for meanwhile', async () => {
    const task = new Task<string>();
    let finish = (): void => undefined;
    let count = 0;
    const work = (): Promise<void> => {
      count += 1;
      return new Promise((resolve) => (finish = resolve));
    };
    const first = task.run(work, 'one');
    expect([task.isBusy(), task.busyWith()]).toEqual([true, 'one']);
    expect(await task.run(work, 'two')).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect([task.isBusy(), task.busyWith(), count]).toEqual([false, undefined, 1]);
  });

  it('says why it failed until it is tried again, which it can be', async () => {
    const task = new Task();
    expect(await task.run(lost)).toBe(false);
    expect(task.failure()).toEqual({ kind: 'unreachable' });
    const again = task.run(() => Promise.resolve());
    expect(task.failure()).toBeUndefined();
    expect(await again).toBe(true);
    expect([task.isBusy(), task.failure()]).toEqual([false, undefined]);
  });
});
