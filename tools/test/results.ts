import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** Failed tests: file, name and the beginning of the message. */
  readonly failures: readonly string[];
}

/** Results of a test run; an output of its Nx target, so the cache restores it. */
export const JEST_RESULTS = 'test-results/jest.json';
/** Results of the HTTP tests with two API processes. */
export const TWO_PROCESSES_RESULTS = 'test-results/jest-two-processes.json';
/** Results of the database tests on a stock PostgreSQL. */
export const STOCK_POSTGRES_RESULTS = 'test-results/jest-stock-postgres.json';
export const PLAYWRIGHT_RESULTS = 'test-results/playwright.json';

const ALL_JEST_RESULTS = [JEST_RESULTS, TWO_PROCESSES_RESULTS, STOCK_POSTGRES_RESULTS];

/** Enough for expected and received; the log above has the whole message. */
const MESSAGE_LINES = 12;

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that failed to load: none of their tests was counted. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Why the file failed to load, else the messages of its tests. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface PlaywrightResults {
  readonly stats: {
    readonly expected: number;
    readonly flaky: number;
    readonly unexpected: number;
  };
  readonly suites: readonly PlaywrightSuite[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

export function jestTotals(results: JestResults): Totals {
  const failures = results.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message !== '') return [describeFailure(name, '', message)];
    return failed.map(({ fullName, failureMessages }) =>
      describeFailure(name, fullName, failureMessages.join('\n')),
    );
  });
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    failures,
  };
}

export function playwrightTotals({ stats, suites }: PlaywrightResults): Totals {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: suites.flatMap(failuresOf),
  };
}

function failuresOf(suite: PlaywrightSuite): string[] {
  const own = suite.specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) => describeFailure(file, title, results.at(-1)?.error?.message ?? '')),
  );
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}

function describeFailure(file: string, test: string, message: string): string {
  const lines = stripVTControlCharacters(message).trim().split('\n').slice(0, MESSAGE_LINES);
  return [[file, test].filter(Boolean).join(' › '), ...lines.map((line) => `    ${line}`)].join(
    '\n',
  );
}

/** Totals of all projects. */
export function totalsOf(workspace: string): Totals {
  const all = projectFolders(workspace).flatMap((folder) => [
    ...ALL_JEST_RESULTS.flatMap((file) => read<JestResults>(join(folder, file)).map(jestTotals)),
    ...read<PlaywrightResults>(join(folder, PLAYWRIGHT_RESULTS)).map(playwrightTotals),
  ]);
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** Removes earlier results; Nx restores cached ones. Jest doesn't create its output folder. */
export function prepareResults(workspace: string): void {
  for (const folder of projectFolders(workspace)) {
    mkdirSync(join(folder, 'test-results'), { recursive: true });
    for (const file of [...ALL_JEST_RESULTS, PLAYWRIGHT_RESULTS])
      rmSync(join(folder, file), { force: true });
  }
}

function projectFolders(workspace: string): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(join(workspace, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(workspace, folder, name));
  return [...inside('apps'), ...inside('libs'), join(workspace, 'tools')];
}

function read<T>(file: string): T[] {
  return existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as T] : [];
}
