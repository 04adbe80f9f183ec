import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** Only the rules about imports and the environment: the others need files that exist. */
const rules = new Set([
  '@nx/enforce-module-boundaries',
  'boxoffice/module-privacy',
  'no-restricted-imports',
  'no-restricted-properties',
]);

async function complaints(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: workspace,
    ruleFilter: ({ ruleId }) => rules.has(ruleId),
    // Type information is read from files on disk, which these texts are not.
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const [result] = await eslint.lintText(code, { filePath: `${workspace}/${file}` });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

describe('a forbidden import fails lint', () => {
  it.each([
    ['the web importing the ORM', 'apps/web/src/app/app.ts', "import 'typeorm';"],
    [
      'the web importing the server framework',
      'apps/web/src/app/app.ts',
      "import '@nestjs/common';",
    ],
    ['the web importing the API', 'apps/web/src/app/app.ts', "import '../../../api/src/main.js';"],
    [
      'the web importing the test library',
      'apps/web/src/app/app.ts',
      "import '@boxoffice/testing';",
    ],
    [
      'the contracts importing a framework',
      'libs/contracts/src/index.ts',
      "import '@nestjs/swagger';",
    ],
    ['the contracts importing the ORM', 'libs/contracts/src/index.ts', "import 'typeorm';"],
    ['the contracts importing Angular', 'libs/contracts/src/index.ts', "import '@angular/core';"],
    ['the contracts importing ours', 'libs/contracts/src/index.ts', "import '@boxoffice/testing';"],
    ['the API importing Angular', 'apps/api/src/main.ts', "import '@angular/core';"],
    ['the API importing the web', 'apps/api/src/main.ts', "import '../../web/src/main.js';"],
    ['the API importing the test library', 'apps/api/src/main.ts', "import '@boxoffice/testing';"],
    [
      'the test library importing the API',
      'libs/testing/src/index.ts',
      "import '../../../apps/api/src/main.js';",
    ],
  ])('%s', async (_what, file, code) => {
    expect(await complaints(file, code)).toEqual([
      expect.stringMatching(/^@nx\/enforce-module-boundaries: /),
    ]);
  });

  it("a module importing another module's entity or SQL", async () => {
    const file = 'apps/api/src/booking/reserve/reserve-tickets.ts';
    const code = `
      import '../../tickets/ticket.entity.js';
      import '../../tickets/list/list-tickets.sql.js';
    `;
    expect(await complaints(file, code)).toEqual([
      expect.stringContaining("belongs to the module 'tickets'"),
      expect.stringContaining("belongs to the module 'tickets'"),
    ]);
  });
});

describe('the environment', () => {
  const reading = 'export const port = process.env.PORT;';

  it.each([
    ['as a global', reading],
    ['as an import', "import { env } from 'node:process'; export const port = env.PORT;"],
    ['in another way', "import process from 'node:process'; export const port = process.title;"],
  ])('is not read outside src/config: %s', async (_how, code) => {
    expect(await complaints('apps/api/src/platform/http/problem-filter.ts', code)).toEqual([
      expect.stringContaining('Only src/config reads the environment'),
    ]);
  });

  it('is read in src/config', async () => {
    expect(await complaints('apps/api/src/platform/config/read-settings.ts', reading)).toEqual([]);
  });
});

describe('an allowed import passes lint', () => {
  it.each([
    ['the web importing the contracts', 'apps/web/src/app/app.ts', '@boxoffice/contracts'],
    ['the web importing Angular', 'apps/web/src/app/app.ts', '@angular/core'],
    ['the API importing the contracts', 'apps/api/src/main.ts', '@boxoffice/contracts'],
    ['the API importing Nest', 'apps/api/src/main.ts', '@nestjs/core'],
    [
      "the API's tests importing the test library",
      'apps/api/src/main.spec.ts',
      '@boxoffice/testing',
    ],
    [
      'a module importing its own entity',
      'apps/api/src/tickets/list/list.ts',
      '../ticket.entity.js',
    ],
    [
      "a module importing another's module",
      'apps/api/src/booking/x.ts',
      '../users/users.module.js',
    ],
  ])('%s', async (_what, file, source) => {
    expect(await complaints(file, `import '${source}';`)).toEqual([]);
  });
});
