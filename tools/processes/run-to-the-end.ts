import { EmbeddedPostgresError } from '@boxoffice/embedded-postgres';
import { CannotStart } from './cannot-start.ts';
import { Interrupted } from './interruption.ts';

/** Registers what must be done in the end, whatever happens; the last registered is done first. */
export type Undo = (action: () => void | Promise<void>) => void;

export interface EndOptions {
  /** Exit code after Ctrl-C: a server was meant to be ended so, a test run was not. */
  readonly whenInterrupted: number;
}

/** Runs a program, undoes what it has done, and says in one sentence why it could not go on. */
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
  // The channel to the process that started us would keep this one alive.
  if (process.connected) process.disconnect();
}

function report(error: unknown, whenInterrupted: number): number {
  if (error instanceof Interrupted) return whenInterrupted;
  if (error instanceof CannotStart || error instanceof EmbeddedPostgresError) {
    console.error(error.message);
  } else if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
    console.error('There is no space left on the disk.');
  } else {
    // Nobody foresaw this one, so whoever reports it needs the whole of it.
    console.error(error);
  }
  return 1;
}
