import { spawnSync } from 'node:child_process';
import { typescriptPreset } from '@boxoffice/testing/jest-preset';

/** Specs that are left out, as there is no haproxy here and nobody could install it. Never in CI. */
function specsWithoutProxy() {
  if (spawnSync('haproxy', ['-v']).status === 0) return [];
  if (process.env.CI) throw new Error('Install haproxy: CI leaves no test out.');
  console.warn('Left out: src/rolling-restart, because haproxy is not installed.');
  return ['/src/rolling-restart/'];
}

/** The API as its clients see it: a built process, a real PostgreSQL, HTTP in between. */
export default {
  ...typescriptPreset,
  displayName: 'api-e2e',
  roots: ['<rootDir>/src'],
  testPathIgnorePatterns: ['/node_modules/', ...specsWithoutProxy()],
  globalSetup: '<rootDir>/../../libs/testing/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testing/src/jest-global-teardown.ts',
  testEnvironment: '<rootDir>/jest-environment.mjs',
  testSequencer: '<rootDir>/longest-first.mjs',
  // Some files wait more than they work: for mails tried again, for processes that end. Another one works then.
  maxWorkers: 3,
  // A test that fails may leave an API process behind, which must not keep the run from ending.
  forceExit: true,
};
