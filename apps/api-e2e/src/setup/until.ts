import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;
const DEADLINE_MS = 240_000;

/**
 * Asks again and again until there is an answer. The deadline is no measure of speed: it
 * only ends a test that would wait for ever.
 *
 * @param what what is waited for, for the message of the error
 * @param look answers undefined, null or false while it is not there
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await delay(POLL_MS);
  }
}
