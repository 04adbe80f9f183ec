import { spawnSync } from 'node:child_process';
import { installFromDebian, isDebianRoot } from './debian.ts';

/** Installs haproxy for the tests of rolling restarts, if it is missing and we may. */
export function provideHaproxy(): void {
  if (spawnSync('haproxy', ['-v']).status === 0) return;
  if (isDebianRoot()) installFromDebian('haproxy');
}
