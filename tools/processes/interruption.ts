/** Thrown out of whatever is under way when the run is to end. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/**
 * Aborts at the first request to end: Ctrl-C, a signal, or the end of the process that started us.
 * Further signals change nothing: npm, the shell and the terminal often send the same one again.
 */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(new Interrupted());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('disconnect', interrupt);
  return controller.signal;
}

/** Settles when the signal aborts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
