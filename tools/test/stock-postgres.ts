import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installFromDebian, isDebianRoot } from './debian.ts';

/** Debian's folder with one PostgreSQL version each. */
const DEBIANS_VERSIONS = '/usr/lib/postgresql';

/**
 * The programs of a PostgreSQL as in production: the oldest supported version, with JIT, unlike the embedded
 * one. Either the one named, an installed one, or in CI one installed now.
 */
export function findStockPostgres(): string | undefined {
  const given = process.env.BOXOFFICE_STOCK_POSTGRESQL_BIN;
  if (given) return given;
  return findInstalled() ?? (isRequired() && isDebianRoot() ? installed() : undefined);
}

/** Whether a run without it fails. */
export function isRequired(): boolean {
  return Boolean(process.env.CI);
}

function installed(): string | undefined {
  return installFromDebian('postgresql') ? findInstalled() : undefined;
}

function findInstalled(): string | undefined {
  if (!existsSync(DEBIANS_VERSIONS)) return undefined;
  return readdirSync(DEBIANS_VERSIONS)
    .map(Number)
    .sort((one, other) => one - other)
    .map((version) => join(DEBIANS_VERSIONS, String(version), 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')));
}
