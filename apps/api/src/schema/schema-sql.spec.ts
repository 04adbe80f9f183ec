import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres, type ThrowAwayCluster } from '@boxoffice/testing';
import { createDataSource } from '../platform/database/data-source.js';
import { SCHEMA } from './boxoffice-schema.js';
import { migrate } from './migrate.js';

/** The oldest supported PostgreSQL, and Debian 12's. Each version's dump looks a little different. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const WRITTEN_OUT = fileURLToPath(new URL('schema.sql', import.meta.url));
const HEADING = `-- The schema that the migrations make: what pg_dump 15 says of it.
-- Written by "npm run docs:schema", and compared by schema-sql.spec.ts.
`;

/** The dump without session settings, versions and headings. */
function withoutFrame(dump: string): string {
  const lines = dump
    .split('\n')
    .filter((line) => !/^(--|SET |SELECT pg_catalog\.set_config|\\)/.test(line));
  return (
    HEADING +
    lines
      .join('\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trimEnd() +
    '\n'
  );
}

const onDebian = existsSync(join(PROGRAMS, 'pg_dump')) ? describe : describe.skip;

onDebian('schema.sql', () => {
  let server: ThrowAwayCluster;

  beforeAll(async () => {
    server = await startPostgres({ binFolder: PROGRAMS });
    const settings = {
      DATABASE_URL: server.url(),
      DATABASE_POOL_SIZE: 3,
      DATABASE_WAIT_MS: 60_000,
    };
    const dataSource = await createDataSource(settings, SCHEMA, 'owner').initialize();
    await migrate(dataSource);
    await dataSource.destroy();
  });

  afterAll(() => server.stop());

  it('is what the migrations make', () => {
    const asked = ['--schema-only', '--no-owner', '--no-privileges', '--schema=public'];
    const dump = execFileSync(join(PROGRAMS, 'pg_dump'), [...asked, server.url()], {
      encoding: 'utf8',
    });
    const schema = withoutFrame(dump);
    if (process.env.BOXOFFICE_WRITE_SQL === 'on') writeFileSync(WRITTEN_OUT, schema);
    expect(readFileSync(WRITTEN_OUT, 'utf8')).toBe(schema);
  });
});
