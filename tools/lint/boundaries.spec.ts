import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** Only the rules about imports and the environment: the others need files that exist. */
const rules = new Set([
  '@nx/enforce-module-boundaries',
  'boxoffice/module-entry',
  'boxoffice/module-privacy',
  'boxoffice/platform-independence',
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

  it.each([
    ['the tests over HTTP importing Angular', 'apps/api-e2e/src/x.ts', "import '@angular/core';"],
    ['the browser tests importing Angular', 'apps/web-e2e/src/x.ts', "import '@angular/core';"],
    ['the test library importing Angular', 'libs/testing/src/x.ts', "import '@angular/core';"],
    ['the tools importing Angular', 'tools/x.ts', "import '@angular/core';"],
    ['the tools importing the API', 'tools/x.ts', "import '../apps/api/src/main.js';"],
    ["the API's tests importing Angular", 'apps/api/src/x.spec.ts', "import '@angular/core';"],
    ["the contracts' scripts importing Angular", 'libs/contracts/x.mjs', "import '@angular/core';"],
    [
      "the contracts' scripts importing ours",
      'libs/contracts/x.mjs',
      "import '@boxoffice/testing';",
    ],
  ])('%s', async (_what, file, code) => {
    expect(await complaints(file, code)).toEqual([
      expect.stringMatching(/^@nx\/enforce-module-boundaries: /),
    ]);
  });

  const inPostgres = 'libs/embedded-postgres/src/cluster.ts';

  it.each([
    ["of the repository's, by its path", "import '../../../tools/workspace.ts';"],
    ["of the repository's, by its name", "import '@boxoffice/contracts';"],
    ['from npm', "import 'pino';"],
  ])('the PostgreSQL package importing something %s', async (_what, code) => {
    expect(await complaints(inPostgres, code)).toEqual([
      expect.stringMatching(/^@nx\/enforce-module-boundaries: /),
    ]);
  });

  it.each([
    ['tools/x.ts', "import '../libs/embedded-postgres/src/cluster.ts';"],
    ['tools/x.ts', "import '@boxoffice/embedded-postgres/src/cluster.ts';"],
    ['libs/testing/src/x.ts', "import '../../embedded-postgres/src/cluster.ts';"],
    ['libs/testing/src/x.ts', "import '@boxoffice/embedded-postgres/src/cluster.ts';"],
    ['apps/api/src/x.spec.ts', "import '@boxoffice/embedded-postgres';"],
  ])('entering the PostgreSQL package past its entry, from %s: %s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([
      expect.stringMatching(/^(@nx\/enforce-module-boundaries|no-restricted-imports): /),
    ]);
  });

  const inBooking = 'apps/api/src/booking/reserve/reserve-tickets.ts';

  it.each([
    ['entity', "import { TicketEntity } from '../../tickets/ticket.entity.js';"],
    ['entity, as a type', "import type { TicketEntity } from '../../tickets/ticket.entity.js';"],
    ['SQL', "import type { Sql } from '../../tickets/list/list-tickets-sql.js';"],
    ['SQL, in a file with a dot', "export type { Sql } from '../../tickets/list/list.sql.js';"],
    ['SQL, later', "await import('../../tickets/list/list-tickets-sql.js');"],
    ['SQL, all of it', "export * from '../../tickets/list/list-tickets-sql.js';"],
  ])("a module importing another module's %s", async (_what, code) => {
    expect(await complaints(inBooking, code)).toContainEqual(
      expect.stringMatching(/^boxoffice\/module-privacy: .* belongs to the module 'tickets'/),
    );
  });

  it.each([
    ['a value', "import { lockAll } from '../../tickets/inventory/free-tickets.js';"],
    ['a value under another name', "import { lockAll as FreeTickets } from '../../tickets/x.js';"],
    ['a value beside a type', "import { type A, lockAll } from '../../tickets/x.js';"],
    ['a re-exported value', "export { lockAll } from '../../tickets/x.js';"],
    ['everything', "import * as inventory from '../../tickets/inventory/free-tickets.js';"],
    ['everything, re-exported', "export * from '../../tickets/x.js';"],
    ['a side effect', "import '../../tickets/inventory/free-tickets.js';"],
    ['a file, later', "await import('../../tickets/inventory/free-tickets.js');"],
  ])('a module importing what another module does not export: %s', async (_what, code) => {
    expect(await complaints(inBooking, code)).toEqual([
      expect.stringMatching(/^boxoffice\/module-entry: .* internal to the module 'tickets'/),
    ]);
  });

  it.each([
    ['a value', "import { Booking } from '../../booking/x.js';"],
    ['a type', "import type { Booking } from '../../booking/x.js';"],
    ['a module', "import { UsersModule } from '../../users/users.module.js';"],
    ['a file beside the modules', "import { AppModule } from '../../app.module.js';"],
    ['a file, later', "await import('../../booking/x.js');"],
  ])('the platform importing from a module: %s', async (_what, code) => {
    expect(await complaints('apps/api/src/platform/http/x.ts', code)).toContainEqual(
      expect.stringMatching(/^boxoffice\/platform-independence: The platform must not import/),
    );
  });

  it('a contract using IsOptional, which lets null pass', async () => {
    const code = "import { IsOptional } from 'class-validator';";
    expect(await complaints('libs/contracts/src/booking/x.dto.ts', code)).toEqual([
      expect.stringMatching(/^no-restricted-imports: .*use OptionalField/),
    ]);
  });
});

describe('the environment', () => {
  const reading = 'export const port = process.env.PORT;';

  it.each([
    ['as a global', reading],
    ['as an import', "import { env } from 'node:process'; export const port = env.PORT;"],
    ['in another way', "import process from 'node:process'; export const port = process.title;"],
  ])('is not read outside platform/config: %s', async (_how, code) => {
    expect(await complaints('apps/api/src/platform/http/problem-filter.ts', code)).toEqual([
      expect.stringContaining('Only platform/config reads the environment'),
    ]);
  });

  it('is read in platform/config', async () => {
    expect(await complaints('apps/api/src/platform/config/read-settings.ts', reading)).toEqual([]);
  });
});

describe('an allowed import passes lint', () => {
  it.each([
    ['the web importing the contracts', 'apps/web/src/app/app.ts', '@boxoffice/contracts'],
    ['the web importing Angular', 'apps/web/src/app/app.ts', '@angular/core'],
    ['the API importing the contracts', 'apps/api/src/main.ts', '@boxoffice/contracts'],
    ['the API importing Nest', 'apps/api/src/main.ts', '@nestjs/core'],
    ['the tools importing the PostgreSQL package', 'tools/x.ts', '@boxoffice/embedded-postgres'],
    [
      "the PostgreSQL package's tests importing a client",
      'libs/embedded-postgres/src/cluster.spec.ts',
      'pg',
    ],
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
    ['the platform importing itself', 'apps/api/src/platform/http/x.ts', '../clock/clock.js'],
  ])('%s', async (_what, file, source) => {
    expect(await complaints(file, `import '${source}';`)).toEqual([]);
  });
});

describe('what a module offers', () => {
  it.each([
    ['a provider', "import { FreeTickets } from '../tickets/inventory/free-tickets.js';"],
    ['a type', "import { type TicketRow } from '../tickets/ticket-row.js';"],
    ['shared SQL', "import { BUYER_SQL } from '../users/buyers-sql.js';"],
  ])('may be imported: %s', async (_what, code) => {
    expect(await complaints('apps/api/src/booking/x.ts', code)).toEqual([]);
  });
});
