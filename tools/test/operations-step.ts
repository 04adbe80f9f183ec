import { reasonAgainst, rehearseOperations } from '../operations/rehearse.ts';
import { CannotStart } from '../postgres/index.ts';
import { isDebianRoot } from './debian.ts';
import { isRequired } from './stock-postgres.ts';

/**
 * Builds what the image holds and carries out the commands of docs/operations.md with it.
 *
 * @param programs folder of the programs of the PostgreSQL of the system; undefined where there is none
 * @returns whether they succeeded, or cannot be carried out here
 */
export async function operationsStep(
  programs: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const reason = reasonAgainst(programs);
  if (programs !== undefined && reason === undefined) return rehearseOperations(programs, signal);
  // Elsewhere, continuous integration may not be root; what Debian's root can do must not be missing.
  if (isRequired() && isDebianRoot()) throw new CannotStart(reason ?? '');
  console.log(`Skipped. ${reason ?? ''}`);
  return true;
}
