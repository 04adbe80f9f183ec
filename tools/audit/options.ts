import { parseArgs } from 'node:util';
import { CannotStart } from '../postgres/index.ts';
import { parseAnchor } from './chain.ts';
import type { VerifyOptions } from './verify-chain.ts';

/**
 * How old an entry may be that is not sealed yet, in seconds. Sealing takes about one, and longer only
 * while a transaction is under way that began before: much less than this would report an honest
 * backlog, much more would hide what was put in.
 */
const UNSEALED_SECONDS = 600;

/** Reads the command line. */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const { expect, 'unsealed-seconds': seconds } = parse(args);
  const unsealedSeconds = Number(seconds ?? UNSEALED_SECONDS);
  if (!(Number.isInteger(unsealedSeconds) && unsealedSeconds >= 0)) {
    throw new CannotStart('--unsealed-seconds must be a whole number from 0.');
  }
  if (expect === undefined) return { unsealedSeconds };
  const anchor = parseAnchor(expect);
  if (anchor) return { unsealedSeconds, anchor };
  throw new CannotStart(
    '--expect must be what an earlier run has printed as the end of the chain: its position, a colon and its hash.',
  );
}

function parse(args: readonly string[]): { expect?: string; 'unsealed-seconds'?: string } {
  try {
    return parseArgs({
      args: [...args],
      options: { expect: { type: 'string' }, 'unsealed-seconds': { type: 'string' } },
    }).values;
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error));
  }
}
