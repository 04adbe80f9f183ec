import { DestroyRef, DOCUMENT, inject } from '@angular/core';

/**
 * Keeps the screen on as long as the page that asks for it is open and in sight: a queue takes longer than a phone
 * waits. Browsers that can't, or spare their battery, go on as they do.
 */
export function keepScreenAwake(): void {
  const document = inject(DOCUMENT);
  let isOver = false;
  let lock: WakeLockSentinel | undefined;
  const ask = async (): Promise<void> => {
    const { wakeLock } = navigator as Partial<Pick<Navigator, 'wakeLock'>>;
    if (!wakeLock || document.visibilityState !== 'visible') return;
    try {
      lock = await wakeLock.request('screen');
      if (isOver) await lock.release();
    } catch {
      // Refused: the battery is low, or the browser wants none.
    }
  };
  const askAgain = (): void => void ask();
  // A lock ends when the page is out of sight.
  document.addEventListener('visibilitychange', askAgain);
  askAgain();
  inject(DestroyRef).onDestroy(() => {
    isOver = true;
    document.removeEventListener('visibilitychange', askAgain);
    void lock?.release();
  });
}
