import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier/flat';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { apiBoundaries } from './tools/lint/api-boundaries.mjs';
import {
  boundaries,
  boundariesOfApiTests,
  boundariesOfBuildScripts,
} from './tools/lint/boundaries.mjs';
import { money } from './tools/lint/money-in-one-place.mjs';
import { textsInCode, textsInTemplates } from './tools/lint/texts.mjs';

const workspace = import.meta.dirname;

const typescriptFiles = ['**/*.ts'];
const tests = ['**/*.spec.ts', 'apps/api-e2e/**/*.ts', 'apps/web-e2e/**/*.ts'];

const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Only platform/config reads the environment: inject Settings.',
};

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/out-tsc/',
      '**/test-results/',
      '**/playwright-report/',
      '**/coverage/',
      '.nx/',
      '.angular/',
      '.boxoffice/',
      // Generated, and checked by the tests of what it describes.
      'libs/contracts/src/openapi-metadata.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },

  { files: ['**/*.{js,mjs,ts}'], extends: [eslint.configs.recommended] },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },

  {
    files: typescriptFiles,
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: workspace } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Nest's modules and Angular's components may be classes without members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A number has one text, unlike an object.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The DTO classes describe data that comes and goes as JSON; nothing depends on `new`.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // Nest reads constructor types at run time: a type-only import would leave it nothing to read.
    files: ['apps/api/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // `expect(thing.method)` names a method without calling it, and a matcher's type is `any`.
    files: tests,
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },

  {
    // From its pattern, Playwright reads what a fixture needs, also where that is nothing.
    files: ['apps/web-e2e/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },

  {
    files: ['**/*.{js,mjs,ts}'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries },
  },
  {
    files: ['apps/api/src/**/*.{spec,fixture}.ts', 'apps/api/jest.config.mjs'],
    rules: { '@nx/enforce-module-boundaries': boundariesOfApiTests },
  },
  {
    files: ['libs/contracts/*.mjs'],
    rules: { '@nx/enforce-module-boundaries': boundariesOfBuildScripts },
  },

  {
    files: ['tools/**/*.{mjs,ts}', 'libs/testing/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@boxoffice/*/src/**'], message: 'A package is entered by its name.' },
          ],
        },
      ],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'class-validator',
          importNames: ['IsOptional'],
          message: 'It lets null pass unchecked: use OptionalField.',
        },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['apps/api/src/platform/config/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': ['error', noEnvironment],
      'no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({
            name,
            importNames: ['env', 'default'],
            message: noEnvironment.message,
          })),
        },
      ],
    },
  },
  apiBoundaries,
  money,

  {
    files: ['apps/web/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'box', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'box', style: 'camelCase' },
      ],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      // Angular 22's own style: no `Component` at the end of a class.
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/directive-class-suffix': 'off',
    },
  },
  {
    files: ['apps/web/src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // The document around the application is sent before any language is chosen, and is no template.
    files: ['apps/web/src/**/*.html'],
    ignores: ['apps/web/src/index.html'],
    rules: textsInTemplates,
  },
  {
    files: ['apps/web/src/**/*.ts'],
    ignores: ['**/*.{spec,fixture}.ts'],
    rules: textsInCode,
  },
  {
    // What the npm scripts run talks to the person at the keyboard.
    files: ['tools/**/*.{mjs,ts}', 'apps/web-e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
