import { DestroyRef, DOCUMENT, inject } from '@angular/core';

/**
 * Calls `refresh` every so often while somebody can see the page, and at once when they come back to
 * it. A forgotten tab asks nothing.
 */
export function refreshWhileVisible(refresh: () => void, everyMs: number): void {
  const document = inject(DOCUMENT);
  const isVisible = (): boolean => document.visibilityState === 'visible';
  const onTick = (): void => {
    if (isVisible()) refresh();
  };
  const timer = setInterval(onTick, everyMs);
  document.addEventListener('visibilitychange', onTick);
  inject(DestroyRef).onDestroy(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onTick);
  });
}
