import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether we can install Debian packages. */
export function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

export function installFromDebian(name: string): boolean {
  return (
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
  );
}

/** Returns whether it succeeded. */
export function run(command: string, args: readonly string[]): boolean {
  console.log(`  ${command} ${args.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Progress is noise; show errors only.
  return spawnSync(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
