import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import everyTest from './jest.config.mjs';

const sources = join(import.meta.dirname, 'src');

/** What a test that needs a PostgreSQL imports, itself or as a fixture. */
const NEEDS_A_DATABASE = /database\.fixture\.js|@boxoffice\/testing'/;

/** The database tests alone, to be run once more on another PostgreSQL. */
export default {
  ...everyTest,
  displayName: 'api, database',
  testMatch: readdirSync(sources, { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => join(sources, name))
    .filter((file) => NEEDS_A_DATABASE.test(readFileSync(file, 'utf8'))),
};
