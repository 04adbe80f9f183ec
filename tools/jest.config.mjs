import { typescriptPreset } from './jest-preset.mjs';

export default {
  ...typescriptPreset,
  displayName: 'tools',
  // Starting PostgreSQL on a busy machine, after a kill, takes more than the usual five seconds.
  testTimeout: 30_000,
};
