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
    const jest = { numPassedTests: 10, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
    write('apps/api/test-results/jest.json', jest);
    write('tools/test-results/jest.json', {
      ...jest,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
    });
    const stats = { expected: 5, flaky: 1, unexpected: 4, skipped: 7 };
    write('apps/web-e2e/test-results/playwright.json', { stats });
    expect(totalsOf(workspace)).toEqual({ passed: 26, failed: 7 });
  });

  it('counts nothing after the old results were removed', () => {
    const jest = { numPassedTests: 1, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
    write('libs/contracts/test-results/jest.json', jest);
    prepareResults(workspace);
    expect(totalsOf(workspace)).toEqual({ passed: 0, failed: 0 });
  });
});
