import { typescriptPreset } from './jest-preset.mjs';

export default {
  ...typescriptPreset,
  displayName: 'testing',
  roots: ['<rootDir>/src'],
  globalSetup: '<rootDir>/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/src/jest-global-teardown.ts',
};
