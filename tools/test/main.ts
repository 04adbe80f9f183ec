import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runNx } from '../build/nx.ts';
import { startTestPostgres } from '../database/test-postgres.ts';
import { CannotStart } from '../processes/cannot-start.ts';
import { interruptionSignal } from '../processes/interruption.ts';
import { runToTheEnd, type Undo } from '../processes/run-to-the-end.ts';
import { workspace } from '../workspace.ts';
import { browserStep } from './browser-step.ts';
import {
  JEST_RESULTS,
  prepareResults,
  STOCK_POSTGRES_RESULTS,
  totalsOf,
  TWO_PROCESSES_RESULTS,
} from './results.ts';
import { provideHaproxy } from './haproxy.ts';
import { operationsStep } from './operations-step.ts';
import { succeeds } from './run-command.ts';
import { stepTable, type StepReport } from './step-report.ts';
import { findStockPostgres, isRequired } from './stock-postgres.ts';

interface Step {
  readonly name: string;
  /** The step that it depends on. */
  readonly needs?: string;
  /** Runs in parallel with the step before, because both leave CPUs idle at times. */
  readonly beside?: true;
  readonly run: () => Promise<boolean>;
}

/** `npm test`: all checks, from the cheapest to the most expensive. */
async function test(undo: Undo): Promise<void> {
  const signal = interruptionSignal();
  const cluster = await startTestPostgres();
  undo(() => cluster.stop());
  prepareResults(workspace);

  const reports: StepReport[] = [];
  const servers = { embedded: cluster.url(), stock: await stockServer(undo) };
  const startedAt = Date.now();
  for (const group of sideBySide(steps(servers, signal))) {
    reports.push(...(await Promise.all(group.map((step) => report(step, reports)))));
    signal.throwIfAborted();
  }
  const total = Date.now() - startedAt;

  const { passed, failed, failures } = totalsOf(workspace);
  if (failed > 0 || reports.some(({ result }) => result !== 'passed')) process.exitCode = 1;
  undo(() => {
    // Last, because truncated logs keep their end.
    const end = [stepTable(reports, total), ...failures, `${passed} passed, ${failed} failed`];
    console.log(`\n${end.join('\n\n')}`);
  });
}

/** PostgreSQL servers for the tests. */
interface Servers {
  readonly embedded: string;
  /** The system's PostgreSQL, if there is one. */
  readonly stock: StockServer | undefined;
}

interface StockServer {
  readonly url: string;
  /** For the tests that start servers of their own. */
  readonly programs: string;
}

async function stockServer(undo: Undo): Promise<StockServer | undefined> {
  const programs = findStockPostgres();
  if (programs === undefined) return undefined;
  const cluster = await startTestPostgres({ binFolder: programs });
  undo(() => cluster.stop());
  return { url: cluster.url(), programs };
}

function steps({ embedded, stock }: Servers, signal: AbortSignal): Step[] {
  const env = environmentOf(embedded);
  const stockEnv = stock === undefined ? env : environmentOf(stock.url, stock.programs);
  const jestJson = ['--json', `--outputFile=${JEST_RESULTS}`];
  const nxWith = async (settings: typeof env, ...args: string[]): Promise<boolean> => {
    const { code } = await runNx(args, { show: true, signal, env: settings });
    return code === 0;
  };
  const nx = (...args: string[]): Promise<boolean> => nxWith(env, ...args);
  const every = (target: string, ...args: string[]): Promise<boolean> =>
    // Two cores, and Jest has two workers of its own.
    nx('run-many', '-t', target, `--parallel=${target === 'test' ? 1 : 2}`, ...args);

  return [
    {
      // Together, so that the slowest leaves no core idle.
      name: 'lint, types and builds',
      run: async () => (await lockIsComplete(signal)) && (await every('lint,typecheck,build')),
    },
    {
      // The builds before it end on one core.
      name: 'formatting',
      beside: true,
      run: () => succeeds(process.execPath, [prettier(), '--check', '--cache', '.'], signal),
    },
    { name: 'unit and database tests', run: () => every('test', ...jestJson) },
    {
      name: 'database tests on a stock PostgreSQL',
      run: () => {
        const file = `--outputFile=${STOCK_POSTGRES_RESULTS}`;
        if (stock === undefined) return Promise.resolve(withoutStockPostgres());
        return nxWith(stockEnv, 'run', 'api:test-database', '--json', file);
      },
    },
    // From Nx's cache; the steps below need only the builds of the first step.
    { name: 'build', run: () => nx('run-many', '-t', 'build', '-p', 'contracts', 'api', 'web') },
    {
      name: 'tests over HTTP',
      needs: 'build',
      run: () => {
        provideHaproxy();
        return nx('run', 'api-e2e:e2e', ...jestJson);
      },
    },
    {
      name: 'over HTTP, two processes',
      needs: 'build',
      run: () =>
        nxWith(
          stockEnv,
          ...['run', 'api-e2e:e2e-two-processes'],
          ...['--json', `--outputFile=${TWO_PROCESSES_RESULTS}`],
        ),
    },
    {
      // It mostly waits for services to start and drain.
      name: 'operations',
      beside: true,
      run: () => operationsStep(stock?.programs, signal),
    },
    { name: 'browser', needs: 'build', run: () => browserStep(embedded, signal) },
  ];
}

function environmentOf(url: string, programs = ''): Record<string, string> {
  return { BOXOFFICE_TEST_DATABASE_URL: url, BOXOFFICE_TEST_POSTGRESQL_BIN: programs };
}

/** Developers' machines rarely have one; CI must. */
function withoutStockPostgres(): boolean {
  const words =
    'There is no PostgreSQL beside the embedded one: install Debian’s package postgresql, or name the folder of its programs in BOXOFFICE_STOCK_POSTGRESQL_BIN.';
  if (isRequired()) throw new CannotStart(words);
  console.log(`Skipped. ${words}`);
  return true;
}

/** The steps in order, grouped by what runs in parallel. */
function sideBySide(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.beside && last !== undefined) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

async function report(step: Step, earlier: readonly StepReport[]): Promise<StepReport> {
  const { name, needs, run } = step;
  const missing = earlier.some((other) => other.name === needs && other.result !== 'passed');
  if (missing) return { name, result: 'skipped', milliseconds: 0 };
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 74 - name.length))}\n`);
  const startedAt = Date.now();
  let passed = false;
  try {
    passed = await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  return { name, result: passed ? 'passed' : 'failed', milliseconds: Date.now() - startedAt };
}

function lockIsComplete(signal: AbortSignal): Promise<boolean> {
  const script = join(workspace, 'tools', 'lockfile', 'complete-lock.ts');
  return succeeds(process.execPath, [script, '--check'], signal);
}

function prettier(): string {
  return createRequire(import.meta.url).resolve('prettier/bin/prettier.cjs');
}

await runToTheEnd(test, { whenInterrupted: 1 });
