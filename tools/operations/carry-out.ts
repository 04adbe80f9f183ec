import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { workspace } from '../workspace.ts';
import { commandsOf } from './commands.ts';
import { faultsAt, faultsOf } from './release-faults.ts';
import { openMailbox } from './mailbox.ts';
import { Visitors } from './visitors.ts';

// Runs in the throw-away machine: makes it an empty Debian, carries out the commands of docs/operations.md, and
// does the rest that people do: reads the mail, and visits the portal.
//
//   node carry-out.ts <version of PostgreSQL> [heading to leave out …]

const PORTAL = 'https://tickets.choir.example';
const SMTP_PORT = 587;
/** From here on, no visitor may notice anything. */
const VISITED_FROM = 'Rolling update';
const SERVICES = ['boxoffice@3001', 'boxoffice@3002', 'boxoffice@3003'];

/**
 * After the document's commands, with its own: an update to a release that does not start. It stops at the first
 * process, the others serve on as they are, and the way back that the document names leads back.
 */
const BROKEN_RELEASE = `
echo 'A release that does not start' >&3
mkdir -p /opt/boxoffice/broken/apps/api/dist
echo 'throw new Error("This release does not start.");' > /opt/boxoffice/broken/apps/api/dist/main.js
process_of() { cat "/run/units/boxoffice@$1.pid"; }
serving="$(process_of 3002) $(process_of 3003)"
ln -sfn /opt/boxoffice/broken /opt/boxoffice/current
if restart_in_turn; then echo 'An update to a release that does not start went on.' >&2; exit 1; fi
if systemctl is-active --quiet boxoffice@3001; then echo 'The broken release runs.' >&2; exit 1; fi
[ "$serving" = "$(process_of 3002) $(process_of 3003)" ]
ready 3002
ready 3003
systemctl reset-failed boxoffice@3001
ln -sfn /opt/boxoffice/1 /opt/boxoffice/current
restart_in_turn
`;

const [version = '', ...leftOut] = process.argv.slice(2);

/** The server that Debian's package brings, as it is after its installation. */
function emptyPostgres(): void {
  const commands = [
    'rm -rf /etc/postgresql/* /var/lib/postgresql/*',
    'install -d -o postgres -g postgres -m 2775 /run/postgresql',
    `pg_createcluster ${version} main --start > /dev/null`,
  ];
  execFileSync('bash', ['-euc', commands.join('\n')], { stdio: 'inherit' });
}

/** The commands; what is to come is told on channel 3. */
function script(): string {
  const document = readFileSync(`${workspace}/docs/operations.md`, 'utf8');
  return [
    'failed() { echo "Failed: $BASH_COMMAND" >&2; tail -n 5 /var/log/{boxoffice@*,haproxy,pgbouncer}.log >&2 || true; }',
    'trap failed ERR',
    'set -E',
    ...commandsOf(document)
      .filter(({ heading }) => !leftOut.includes(heading))
      .flatMap(({ heading, commands }) => [`echo '${heading}' >&3`, commands]),
    BROKEN_RELEASE,
  ].join('\n');
}

async function carryOut(): Promise<void> {
  emptyPostgres();
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script()], {
    stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
  });
  // Like a person who takes the link from the mail.
  await openMailbox(SMTP_PORT, (link) => shell.stdin?.write(`${link}\n`));
  let visitors: Visitors | undefined;
  let last = '';
  const startedAt = Date.now();
  createInterface({ input: shell.stdio[3] as Readable }).on('line', (heading) => {
    if (heading !== last) console.log(`  ${secondsSince(startedAt)} ${heading}`);
    if (heading === VISITED_FROM) visitors ??= new Visitors(PORTAL);
    last = heading;
  });
  const [code] = (await once(shell, 'exit')) as [number | null];
  await visitors?.stop();
  if (code !== 0) throw new Error('A command of docs/operations.md failed, as shown above.');
  requireServed(visitors);
  const faults = [...faultsOf('/opt/boxoffice/1'), ...(await faultsAt(PORTAL))];
  if (faults.length > 0) throw new Error(faults.join(' '));
  execFileSync('systemctl', ['stop', ...SERVICES], { stdio: 'inherit' });
}

function secondsSince(moment: number): string {
  return `${((Date.now() - moment) / 1000).toFixed(1)} s`.padStart(8);
}

function requireServed(visitors: Visitors | undefined): void {
  const { served = 0, failures = [] } = visitors ?? {};
  console.log(`${String(served)} requests answered meanwhile, ${String(failures.length)} failed`);
  if (served > 0 && failures.length === 0) return;
  throw new Error(`Visitors noticed: ${failures.slice(0, 5).join(', ')}`);
}

try {
  await carryOut();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
