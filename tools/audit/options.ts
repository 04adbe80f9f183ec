import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from '../processes/cannot-start.ts';
import type { OwnKeys } from '../start/own-keys.ts';
import { stateFolder } from '../workspace.ts';
import { readAnchors, type Anchors } from './anchors.ts';
import { parseAnchor, type Anchor } from './chain.ts';
import type { VerifyOptions } from './verify-chain.ts';

/**
 * Seconds that an entry may stay unsealed. Sealing takes about one, longer only while an older transaction is
 * open: a much lower limit would report an honest backlog, a much higher one would hide inserted entries.
 */
const UNSEALED_SECONDS = 600;

/** The options, and errors in the anchors they name. */
export interface Asked extends VerifyOptions {
  readonly faults: readonly string[];
}

/** Reads the command line. */
export function readVerifyOptions(args: readonly string[], env: NodeJS.ProcessEnv): Asked {
  const { expect, anchors: file, 'unsealed-seconds': seconds } = parse(args);
  const unsealedSeconds = Number(seconds ?? UNSEALED_SECONDS);
  if (!(Number.isInteger(unsealedSeconds) && unsealedSeconds >= 0)) {
    throw new CannotStart('--unsealed-seconds must be a whole number from 0.');
  }
  const { anchors, faults } = file === undefined ? NONE : readAnchors(read(file), keysOf(env));
  const expected = (expect ?? []).map(readExpected);
  return { unsealedSeconds, anchors: [...expected, ...anchors], faults };
}

const NONE: Anchors = { anchors: [], faults: [] };

function readExpected(text: string): Anchor {
  const anchor = parseAnchor(text);
  if (anchor) return anchor;
  throw new CannotStart(
    '--expect must be what an earlier run has printed as the end of the chain: its position, a colon and its hash.',
  );
}

/** Keys that sign anchors: those set, else those created by `npm start`. */
function keysOf(env: NodeJS.ProcessEnv): string {
  if (env.TOKEN_KEYS) return env.TOKEN_KEYS;
  if (env.TOKEN_KEYS_FILE) return read(env.TOKEN_KEYS_FILE);
  const own = join(stateFolder, 'keys.json');
  if (existsSync(own)) return (JSON.parse(read(own)) as OwnKeys).TOKEN_KEYS;
  throw new CannotStart('Set TOKEN_KEYS: --anchors checks who has signed them.');
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CannotStart(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

interface Arguments {
  expect?: string[];
  anchors?: string;
  'unsealed-seconds'?: string;
}

function parse(args: readonly string[]): Arguments {
  try {
    return parseArgs({
      args: [...args],
      options: {
        expect: { type: 'string', multiple: true },
        anchors: { type: 'string' },
        'unsealed-seconds': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error));
  }
}
