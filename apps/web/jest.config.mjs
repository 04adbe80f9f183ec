import presets from 'jest-preset-angular/presets/index.js';

export default {
  displayName: 'web',
  ...presets.createCjsPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
  testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env',
  testEnvironmentOptions: { customExportConditions: ['@boxoffice/source', 'browser'] },
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  // Ends a test that would wait for ever, as in tools/jest-preset.mjs: a slow machine is still right.
  testTimeout: 300_000,
  // By itself Jest leaves one of two cores idle.
  maxWorkers: 2,
  // The contracts' own imports name the files that they are compiled to.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/out-tsc'],
};
