import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copySources } from '../image/clean-folder.ts';
import { freePort, startThrowAwayCluster } from '../postgres/index.ts';
import { workspace } from '../workspace.ts';
import { rehearsedCommands } from './commands.ts';

const PROCESSES = 3;

/**
 * Carries out the commands of docs/operations.md, and no others, in a folder of its own: from an empty
 * PostgreSQL to a served portal, through a backup, a restore, an update and a rollback.
 *
 * @param programs folder of the programs of the PostgreSQL that is installed here
 * @returns whether all of them succeeded
 */
export async function rehearseOperations(programs: string, signal: AbortSignal): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  chmodSync(folder, 0o755);
  const sources = join(folder, 'source');
  copySources(sources);
  const cluster = await startThrowAwayCluster(programs);
  try {
    const ports = await Promise.all(Array.from({ length: PROCESSES }, () => freePort()));
    const server = new URL(cluster.url());
    const child = spawn('bash', ['-euo', 'pipefail', '-c', script()], {
      // Not this workspace: building takes away what only developers need.
      cwd: sources,
      signal,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        PATH: [dirname(process.execPath), programs, process.env.PATH].join(':'),
        HOME: process.env.HOME,
        BOXOFFICE_ROOT: folder,
        PORTS: ports.join(' '),
        PROXY_PORT: String(await freePort()),
        PGHOST: server.hostname,
        PGPORT: server.port,
        PGUSER: decodeURIComponent(server.username),
        PGPASSWORD: decodeURIComponent(server.password),
        PGDATABASE: 'postgres',
      },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) console.error('The commands of docs/operations.md failed, as shown above.');
    return code === 0;
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The commands, told as they are carried out; whatever they started ends with them. */
function script(): string {
  const document = readFileSync(join(workspace, 'docs', 'operations.md'), 'utf8');
  return [
    `trap 'for file in "$BOXOFFICE_ROOT"/*.pid; do kill -KILL "$(cat "$file")" 2>/dev/null || true; done' EXIT`,
    `trap 'echo "Failed: $BASH_COMMAND" >&2; tail -n 5 "$BOXOFFICE_ROOT"/*.log >&2 || true' ERR`,
    ...rehearsedCommands(document).flatMap(({ heading, commands }) => [
      `echo "  ${heading}"`,
      commands,
    ]),
  ].join('\n');
}
