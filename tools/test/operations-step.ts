import { join } from 'node:path';
import { reasonAgainst } from '../operations/rehearse.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { isDebianRoot } from './debian.ts';
import { outputOf } from './run-command.ts';
import { isRequired } from './stock-postgres.ts';
import { workspace } from '../workspace.ts';

/**
 * Builds what the image holds and carries out the commands of docs/operations.md with it, in a process of its own.
 *
 * @param programs folder of the programs of the PostgreSQL of the system; undefined where there is none
 * @returns whether they succeeded, or cannot be carried out here
 */
export async function operationsStep(
  programs: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const reason = reasonAgainst(programs);
  if (programs !== undefined && reason === undefined) {
    const script = join(workspace, 'tools', 'operations', 'main.ts');
    const { succeeded, output } = await outputOf(process.execPath, [script], signal);
    // Written at once, because other steps write at the same time.
    console.log(`\n── what the operations said ${'─'.repeat(50)}\n\n${output}`);
    return succeeded;
  }
  // CI may not be root elsewhere; on Debian as root, nothing may be skipped.
  if (isRequired() && isDebianRoot()) throw new CannotStart(reason ?? '');
  console.log(`Skipped. ${reason ?? ''}`);
  return true;
}
