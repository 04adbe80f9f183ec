import { typescriptPreset } from '@boxoffice/testing/jest-preset';

/** Unit and database tests, next to the code that they are about. */
export default {
  ...typescriptPreset,
  displayName: 'api',
  roots: ['<rootDir>/src'],
  globalSetup: '<rootDir>/../../libs/testing/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/testing/src/jest-global-teardown.ts',
};
