import { computed, effect, signal, type Signal } from '@angular/core';

/** Browsers take no longer waits; a day is looked at again in any case. */
const WAIT_MAX_MS = 86_400_000;

/**
 * The server's clock, by its last answer: the device's own may be hours off. It is read again with each answer, and
 * when the next of some moments has come.
 *
 * @param asOf when the server last answered, on its own clock
 * @param moments that something changes at
 */
export function serverNow(
  asOf: Signal<string | undefined>,
  moments: Signal<readonly (string | null)[]>,
): Signal<number | undefined> {
  const passed = signal(0);
  const offsetMs = computed(() => {
    const answer = asOf();
    return answer === undefined ? undefined : Date.parse(answer) - Date.now();
  });
  const now = computed(() => {
    passed();
    const offset = offsetMs();
    return offset === undefined ? undefined : Date.now() + offset;
  });
  effect((onCleanup) => {
    const from = now();
    if (from === undefined) return;
    const waits = moments()
      .map((moment) => Date.parse(moment ?? '') - from)
      .filter((wait) => wait > 0);
    if (waits.length === 0) return;
    const timer = setTimeout(
      () => passed.update((count) => count + 1),
      Math.min(...waits, WAIT_MAX_MS),
    );
    onCleanup(() => clearTimeout(timer));
  });
  return now;
}
