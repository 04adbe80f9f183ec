/** Aborts what is under way when the run should end. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

/**
 * Aborts on Ctrl-C, a signal, or the end of the parent process. Further signals are ignored: npm, the shell
 * and the terminal often repeat them.
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
