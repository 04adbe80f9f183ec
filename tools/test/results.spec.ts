import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareResults, totalsOf } from './results.ts';

describe('totalsOf', () => {
  let workspace: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'results-'));
    for (const folder of ['apps/api', 'apps/web-e2e', 'libs/contracts', 'tools']) {
      mkdirSync(join(workspace, folder, 'test-results'), { recursive: true });
    }
  });

  afterEach(() => rmSync(workspace, { recursive: true }));

  function write(file: string, results: unknown): void {
    writeFileSync(join(workspace, file), JSON.stringify(results));
  }

  it('sums Jest and Playwright, and counts files that did not load as failures', () => {
    const jest = {
      numPassedTests: 10,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 2,
      testResults: [],
    };
    write('apps/api/test-results/jest.json', jest);
    write('tools/test-results/jest.json', {
      ...jest,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
    });
    const stats = { expected: 5, flaky: 1, unexpected: 4, skipped: 7 };
    write('apps/web-e2e/test-results/playwright.json', { stats, suites: [] });
    expect(totalsOf(workspace)).toEqual({ passed: 26, failed: 7, failures: [] });
  });

  it('names what failed, with the beginning of its message', () => {
    const passed = { fullName: 'holds', status: 'passed', failureMessages: [] };
    const failed = {
      fullName: 'sells',
      status: 'failed',
      failureMessages: ['\u001b[31mExpected 1\u001b[39m\nReceived 2'],
    };
    write('apps/api/test-results/jest.json', {
      numPassedTests: 1,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        { name: 'a.spec.ts', message: 'of all', assertionResults: [passed, failed] },
        { name: 'b.spec.ts', message: 'Cannot find module', assertionResults: [] },
        { name: 'c.spec.ts', message: '', assertionResults: [passed] },
      ],
    });
    const tests = [
      { status: 'expected', results: [{}] },
      { status: 'unexpected', results: [{ error: { message: 'x\n'.repeat(99) } }] },
    ];
    write('apps/web-e2e/test-results/playwright.json', {
      stats: { expected: 1, flaky: 0, unexpected: 1 },
      suites: [{ specs: [], suites: [{ specs: [{ file: 'd.spec.ts', title: 'buys', tests }] }] }],
    });
    expect(totalsOf(workspace).failures).toEqual([
      'a.spec.ts › sells\n    Expected 1\n    Received 2',
      'b.spec.ts\n    Cannot find module',
      `d.spec.ts › buys${'\n    x'.repeat(12)}`,
    ]);
  });

  it('counts nothing after the old results were removed', () => {
    const jest = {
      numPassedTests: 1,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
      testResults: [],
    };
    write('libs/contracts/test-results/jest.json', jest);
    prepareResults(workspace);
    expect(totalsOf(workspace)).toEqual({ passed: 0, failed: 0, failures: [] });
  });
});
