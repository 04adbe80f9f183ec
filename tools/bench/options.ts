import { parseArgs } from 'node:util';
import { CannotStart } from '../processes/cannot-start.ts';

export const SCENARIOS = ['reserve', 'flow', 'reads', 'sale', 'memory', 'profile'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export interface BenchOptions {
  /** How often each figure is measured; the median counts. */
  readonly rounds: number;
  /** How long one measurement takes that a target is about; the others take a part of it. */
  readonly seconds: number;
  readonly only: readonly ScenarioName[];
  /** Few and short measurements, for whoever changes the bench or looks for a first impression. */
  readonly quick: boolean;
  /** Takes what is built as it stands. */
  readonly built: boolean;
}

const DEFAULT_ROUNDS = 5;
const DEFAULT_SECONDS = 4;
const QUICK_ROUNDS = 1;
const QUICK_SECONDS = 1.5;

/** Reads the command line. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parse(args);
  const quick = values.quick ?? false;
  const only = values.profile ? ['profile'] : (values.only ?? []);
  return {
    rounds: positive('rounds', values.rounds, quick ? QUICK_ROUNDS : DEFAULT_ROUNDS),
    seconds: positive('seconds', values.seconds, quick ? QUICK_SECONDS : DEFAULT_SECONDS),
    only: only.length > 0 ? only.map(scenarioName) : SCENARIOS,
    quick,
    built: values.built ?? false,
  };
}

/** Whether everything is measured as documented, so that the results may stand in `docs/`. */
export function isComplete({ only, quick }: BenchOptions): boolean {
  return !quick && SCENARIOS.every((name) => only.includes(name));
}

function parse(args: readonly string[]): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(args);
  } catch (error) {
    throw new CannotStart(error instanceof Error ? error.message : String(error));
  }
}

function parseOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean' },
      profile: { type: 'boolean' },
      built: { type: 'boolean' },
    },
  });
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (value > 0) return value;
  throw new CannotStart(`--${name} must be a number above zero.`);
}

function scenarioName(text: string): ScenarioName {
  const name = SCENARIOS.find((scenario) => scenario === text);
  if (name) return name;
  throw new CannotStart(`There is no scenario ${text}; there are ${SCENARIOS.join(', ')}.`);
}
