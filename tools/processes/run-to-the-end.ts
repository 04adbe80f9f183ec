import { EmbeddedPostgresError } from '@boxoffice/embedded-postgres';
import { CannotStart } from './cannot-start.ts';
import { Interrupted } from './interruption.ts';

/** Registers a cleanup that always runs; last registered, first run. */
export type Undo = (action: () => void | Promise<void>) => void;

export interface EndOptions {
  /** Exit code after Ctrl-C: normal for a server, a failure for tests. */
  readonly whenInterrupted: number;
}

/** Runs a program, then its cleanups, and reports expected failures in one sentence. */
export async function runToTheEnd(
  program: (undo: Undo) => Promise<void>,
  { whenInterrupted }: EndOptions = { whenInterrupted: 0 },
): Promise<void> {
  const actions: (() => void | Promise<void>)[] = [];
  try {
    await program((action) => actions.push(action));
  } catch (error) {
    process.exitCode = report(error, whenInterrupted);
  }
  for (const action of actions.reverse()) {
    try {
      await action();
    } catch (error) {
      process.exitCode = report(error, whenInterrupted);
    }
  }
  // The IPC channel would keep this process alive.
  if (process.connected) process.disconnect();
}

function report(error: unknown, whenInterrupted: number): number {
  if (error instanceof Interrupted) return whenInterrupted;
  if (error instanceof CannotStart || error instanceof EmbeddedPostgresError) {
    console.error(error.message);
  } else if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    console.error('There is no space left on the disk.');
  } else {
    // Unexpected: show the stack.
    console.error(error);
  }
  return 1;
}
