export { typescriptPreset } from '@boxoffice/tools/jest-preset';
