import { typescriptPreset } from '@boxoffice/testing/jest-preset';

/** The API as its clients see it: a built process, a real PostgreSQL, HTTP in between. */
export default {
  ...typescriptPreset,
  displayName: 'api-e2e',
  roots: ['<rootDir>/src'],
  globalSetup: '<rootDir>/../../libs/testing/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testing/src/jest-global-teardown.ts',
  testEnvironment: '<rootDir>/../../libs/testing/jest-environment.mjs',
  // A test that fails may leave an API process behind, which must not keep the run from ending.
  forceExit: true,
};
