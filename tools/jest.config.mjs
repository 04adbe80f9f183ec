import { typescriptPreset } from './jest-preset.mjs';

export default {
  ...typescriptPreset,
  displayName: 'tools',
};
