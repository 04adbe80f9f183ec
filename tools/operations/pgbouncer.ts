import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Its PgBouncer keeps prepared statements; 12 has 1.18, which loses them. */
const SUITE = 'trixie';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** PgBouncer and its libraries: Debian 12's are too old for it. */
const PACKAGES = [
  ...['pgbouncer', 'libc6', 'libcares2', 'libevent-2.1-7t64', 'libpam0g', 'libssl3t64'],
  ...['libsystemd0', 'libaudit1', 'libcap-ng0', 'libcap2', 'libzstd1', 'zlib1g'],
];

/**
 * Unpacks a newer Debian's PgBouncer with the libraries that it needs, and writes a program that starts it with
 * them. Nothing is installed: apt is given lists and folders of its own.
 *
 * @param root of the machine that gets it
 * @param folder in that machine, absolute
 * @param program in that machine, absolute
 */
export function unpackPgbouncer(root: string, folder: string, program: string): void {
  const work = mkdtempSync(join(tmpdir(), 'pgbouncer-'));
  // apt downloads as another user.
  chmodSync(work, 0o755);
  try {
    const options = aptOptions(work);
    const debs = join(work, 'debs');
    mkdirSync(debs, { mode: 0o777 });
    chmodSync(debs, 0o777);
    apt([...options, '-qq', 'update'], debs);
    apt([...options, '-qq', 'download', ...PACKAGES], debs);
    const unpacked = join(root, folder);
    mkdirSync(unpacked, { recursive: true });
    for (const deb of readdirSync(debs))
      execFileSync('dpkg-deb', ['-x', join(debs, deb), unpacked]);
    const libraries = readdirSync(join(unpacked, 'usr/lib')).find((name) => name.endsWith('-gnu'));
    const libraryPath = join(folder, 'usr/lib', libraries ?? '');
    const loader = readdirSync(join(root, libraryPath)).find((name) => name.startsWith('ld-linux'));
    const words = [
      join(libraryPath, loader ?? ''),
      ...['--library-path', libraryPath, join(folder, 'usr/sbin/pgbouncer')],
    ];
    writeFileSync(join(root, program), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
    chmodSync(join(root, program), 0o755);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Its sources, from this machine's mirror. */
function aptOptions(work: string): string[] {
  const format = '$(ORIGIN) $(CODENAME) $(REPO_URI)';
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', format], {
    encoding: 'utf8',
  });
  const mirror = /^Debian \w+ (\S+)$/m.exec(stdout)?.[1];
  if (mirror === undefined) throw new Error('apt knows no mirror of Debian.');
  for (const path of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(work, path), { recursive: true });
  const sources = join(work, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${mirror} ${SUITE} main\n`);
  return [
    `Dir::Etc::sourcelist=${sources}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${join(work, 'lists')}`,
    `Dir::Cache=${join(work, 'cache')}`,
  ].flatMap((option) => ['-o', option]);
}

function apt(args: readonly string[], cwd: string): void {
  execFileSync('apt-get', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
