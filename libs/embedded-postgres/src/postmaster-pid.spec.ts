import { spawn } from 'node:child_process';
import { isPostmasterOf, parsePostmasterPid } from './postmaster-pid.ts';

describe('parsePostmasterPid', () => {
  it('reads process, port and readiness', () => {
    const text = '4711\n/srv/data\n1795386000\n5433\n\n127.0.0.1\n  1234567   65538\nready   \n';
    expect(parsePostmasterPid(text)).toEqual({ pid: 4711, port: 5433, ready: true });
  });

  it('reads a file that is still being written', () => {
    expect(parsePostmasterPid('4711\n/srv/data\n')).toEqual({
      pid: 4711,
      port: undefined,
      ready: false,
    });
    const starting = '4711\n/srv/data\n1\n5433\n\n\n\nstarting\n';
    expect(parsePostmasterPid(starting)).toMatchObject({ ready: false });
  });

  it.each(['', '\n', 'x\n', '-12\n', '0\n'])('finds no process in %j', (text) => {
    expect(parsePostmasterPid(text)).toBeUndefined();
  });
});

describe('isPostmasterOf', () => {
  it('does not take another program with that number for a postmaster', () => {
    expect(isPostmasterOf('/srv/data', process.pid)).toBe(false);
  });

  it('tells the postmaster of another folder apart', () => {
    // Sleeps under a postmaster's arguments until it is ended below.
    const script = 'setInterval(() => {}, 1e6)';
    const child = spawn(process.execPath, ['-e', script, '--', '-D', '/srv/data', '-p', '1']);
    try {
      expect(isPostmasterOf('/srv/data', child.pid ?? 0)).toBe(true);
      expect(isPostmasterOf('/srv/other', child.pid ?? 0)).toBe(false);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
