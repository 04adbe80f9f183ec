export default {
  displayName: 'ticket-codes',
  testEnvironment: 'node',
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
  // Ends a test that would wait for ever, as in tools/jest-preset.mjs: a slow machine is still right.
  testTimeout: 300_000,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
