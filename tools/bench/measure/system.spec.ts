import { existsSync } from 'node:fs';
import { typeOfMount } from './machine.ts';
import { cpuSeconds, cpuSecondsWithChildren, parseStat, residentBytes } from './process-stats.ts';

describe('parseStat', () => {
  it('reads past a name with blanks and brackets', () => {
    const text =
      '77 (postgres: (a) b) S 42 77 77 0 -1 4194560 100 0 0 0 150 50 20 5 20 0 1 0 1 2 3';
    expect(parseStat(text)).toEqual({ parent: 42, ownSeconds: 2, endedChildrenSeconds: 0.25 });
  });
});

/** Where the figures come from; other systems than Linux have none, and cannot run the bench. */
const describeOnLinux = existsSync('/proc/self/stat') ? describe : describe.skip;

describeOnLinux('a process’s figures', () => {
  it('are there for this one', () => {
    expect(cpuSeconds(process.pid)).toBeGreaterThan(0);
    expect(cpuSecondsWithChildren(process.pid)).toBeGreaterThanOrEqual(cpuSeconds(process.pid) - 1);
    expect(residentBytes(process.pid)).toBeGreaterThan(10_000_000);
  });

  it('are nothing for one that has ended', () => {
    expect(cpuSeconds(2 ** 30)).toBe(0);
  });
});

describe('typeOfMount', () => {
  const mounts = [
    '/dev/a / ext4 rw 0 0',
    'tmpfs /tmp tmpfs rw 0 0',
    '/dev/b /tmp/x xfs rw 0 0',
    '',
  ].join('\n');

  it.each([
    ['/home/data', 'ext4'],
    ['/tmp/data', 'tmpfs'],
    ['/tmp/x/data', 'xfs'],
    ['/tmp/xy', 'tmpfs'],
  ])('of %s is %s', (folder, type) => {
    expect(typeOfMount(mounts, folder)).toBe(type);
  });
});
