import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Where every test run writes what it found; an output of its Nx target, so the cache keeps it. */
export const JEST_RESULTS = 'test-results/jest.json';
/** Where the tests over HTTP write when they are run on two processes of the API. */
export const TWO_PROCESSES_RESULTS = 'test-results/jest-two-processes.json';
/** Where the database tests write when they are run on a stock PostgreSQL. */
export const STOCK_POSTGRES_RESULTS = 'test-results/jest-stock-postgres.json';
export const PLAYWRIGHT_RESULTS = 'test-results/playwright.json';

const ALL_JEST_RESULTS = [JEST_RESULTS, TWO_PROCESSES_RESULTS, STOCK_POSTGRES_RESULTS];

interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not even be loaded: none of their tests was counted. */
  readonly numRuntimeErrorTestSuites: number;
}

interface PlaywrightResults {
  readonly stats: {
    readonly expected: number;
    readonly flaky: number;
    readonly unexpected: number;
  };
}

export function jestTotals(results: JestResults): Totals {
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
  };
}

export function playwrightTotals({ stats }: PlaywrightResults): Totals {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

/** The sums over all projects of the workspace. */
export function totalsOf(workspace: string): Totals {
  const all = projectFolders(workspace).flatMap((folder) => [
    ...ALL_JEST_RESULTS.flatMap((file) => read<JestResults>(join(folder, file)).map(jestTotals)),
    ...read<PlaywrightResults>(join(folder, PLAYWRIGHT_RESULTS)).map(playwrightTotals),
  ]);
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/**
 * Nothing of an earlier run may be counted; Nx brings back what it answers from its cache. Jest does
 * not make the folder that it is told to write into.
 */
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
