/** On its own, unlike that of the other projects: the package imports nothing of the repository. */
export default {
  displayName: 'embedded-postgres',
  testEnvironment: 'node',
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
      },
    ],
  },
  // Ends what hangs; a slow machine may need minutes for a start.
  testTimeout: 300_000,
};
