import { spawnSync } from 'node:child_process';
import { installFromDebian, isDebianRoot } from './debian.ts';

/** Installs the proxy that rolling restarts are tested behind, where that is possible and it is missing. */
export function provideHaproxy(): void {
  if (spawnSync('haproxy', ['-v']).status === 0) return;
  if (isDebianRoot()) installFromDebian('haproxy');
}
