/**
 * Jest for TypeScript sources that are ECMAScript modules. It needs
 * `NODE_OPTIONS=--experimental-vm-modules`, which the Nx targets set for themselves only: the
 * web's tests must not have it.
 */
export const typescriptPreset = {
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // The sources, so that a test sees an edit without a build in between.
    '^@boxoffice/contracts$': '<rootDir>/../../libs/contracts/src/index.ts',
    '^@boxoffice/ticket-codes$': '<rootDir>/../../libs/ticket-codes/src/index.ts',
    '^@boxoffice/testing$': '<rootDir>/../../libs/testing/src/index.ts',
  },
  // Ends a test that hangs. Not a measure of speed: the machine may be slow and busy.
  testTimeout: 300_000,
  // Two cores; more workers only compete with the database.
  maxWorkers: 2,
};
