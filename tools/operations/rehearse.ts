import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../workspace.ts';
import { copySources } from '../image/clean-folder.ts';
import { installFromDebian, isDebianRoot } from '../test/debian.ts';
import { provideHaproxy } from '../test/haproxy.ts';
import { isRequired } from '../test/stock-postgres.ts';
import {
  canMakeMachines,
  createMachine,
  sourcesOf,
  WORKSPACE_INSIDE,
  type Machine,
} from './machine.ts';
import { unpackPgbouncer } from './pgbouncer.ts';

/** One program per Debian package that the commands need, besides PostgreSQL and haproxy. */
const PROGRAMS = { curl: 'curl', jq: 'jq', ip: 'iproute2', openssl: 'openssl' };

/** Host names in docs/operations.md; all lead to the machine itself. */
const NAMES = ['localhost', 'tickets.choir.example', 'mail.example'];

const CERTIFICATE = '/etc/haproxy/tickets.pem';

/** Where Debian keeps the programs of a version of PostgreSQL. */
const DEBIANS_PROGRAMS = /^\/usr\/lib\/postgresql\/(\d+)\/bin$/;

/**
 * Why the rehearsal can't run here, in a sentence.
 *
 * @param programs folder of the programs of the PostgreSQL of the system
 */
export function reasonAgainst(programs: string | undefined): string | undefined {
  const isDebians =
    DEBIANS_PROGRAMS.test(programs ?? '') && existsSync('/usr/bin/pg_createcluster');
  if (!isDebianRoot() || !isDebians)
    return 'The commands of docs/operations.md are carried out by root, on a Debian with its package postgresql.';
  if (!canMakeMachines())
    return 'The commands of docs/operations.md are carried out where root may make namespaces and overlays.';
  return undefined;
}

/**
 * Carries out the commands of docs/operations.md, and no others, on a machine that is thrown away: from an empty
 * PostgreSQL to a served portal, through a backup, a restore, an update, a rollback and a pooler.
 *
 * @param programs folder of the programs of Debian's PostgreSQL
 * @returns whether all of them succeeded, and nobody who visited the portal noticed the update
 */
export async function rehearseOperations(programs: string, signal: AbortSignal): Promise<boolean> {
  provideHaproxy();
  for (const [program, name] of Object.entries(PROGRAMS)) {
    if (spawnSync('which', [program]).status !== 0) installFromDebian(name);
  }
  // Services run as other users, who must be able to read this.
  const umask = process.umask(0o022);
  const machine = createMachine();
  try {
    prepare(machine);
    const leftOut = bringPgbouncer(machine) ? [] : ['Pooler'];
    const version = DEBIANS_PROGRAMS.exec(programs)?.[1] ?? '';
    const code = await machine.run(
      ['/usr/bin/node', `${WORKSPACE_INSIDE}/tools/operations/carry-out.ts`, version, ...leftOut],
      {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        // Self-signed.
        CURL_CA_BUNDLE: CERTIFICATE,
        NODE_EXTRA_CA_CERTS: CERTIFICATE,
      },
      signal,
    );
    return code === 0;
  } finally {
    machine.remove();
    process.umask(umask);
  }
}

/** The document's prerequisites: clone, host names, certificate, systemd. */
function prepare(machine: Machine): void {
  copySources(sourcesOf(machine));
  // What a clone has beside them: Nx looks for changes in no file that Git ignores.
  cpSync(join(workspace, '.gitignore'), join(sourcesOf(machine), '.gitignore'));
  writeFileSync(machine.at('etc/hosts'), NAMES.map((name) => `127.0.0.1 ${name}\n`).join(''));
  writeFileSync(
    machine.at('usr/local/bin/systemctl'),
    readFileSync(join(import.meta.dirname, 'systemctl.sh')),
    { mode: 0o755 },
  );
  for (const folder of ['etc/haproxy', 'etc/systemd/system', 'etc/pgbouncer'])
    mkdirSync(machine.at(folder), { recursive: true });
  certify(machine.at(CERTIFICATE));
}

/** @returns whether there is one: without a network there may be none */
function bringPgbouncer(machine: Machine): boolean {
  try {
    unpackPgbouncer(machine.at(''), '/opt/pgbouncer', '/usr/local/bin/pgbouncer');
    return true;
  } catch (error) {
    if (isRequired()) throw error;
    console.log('The section "Pooler" is left out: no PgBouncer of Debian 13 could be got.');
    return false;
  }
}

/** @param file for a certificate of the portal, signed by itself, with its key */
function certify(file: string): void {
  const name = NAMES[1] ?? '';
  const settings = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-days', '30'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...key, ...settings, '-keyout', `${file}.key`, '-out', file],
    { stdio: 'ignore' },
  );
  writeFileSync(file, readFileSync(`${file}.key`), { flag: 'a' });
}
