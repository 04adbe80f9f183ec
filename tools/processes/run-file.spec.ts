import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning } from './process-identity.ts';
import { RunFile } from './run-file.ts';

describe('RunFile', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-file-'));
    file = join(folder, 'state', 'run.json');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses a second run and says where the first one is', async () => {
    const first = await RunFile.claim(file, 'http://localhost:3001');
    await expect(RunFile.claim(file, 'http://localhost:3002')).rejects.toThrow(
      `Boxoffice is already running on http://localhost:3001 (process ${process.pid})`,
    );
    first.release();
    expect(existsSync(file)).toBe(false);
  });

  it('stops what a killed run has left behind', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    const ended = once(child, 'exit');
    const first = await RunFile.claim(file, 'http://localhost:3001');
    first.add(child.pid ?? 0);
    pretendRunnerEnded(child.pid ?? 0);
    const second = await RunFile.claim(file, 'http://localhost:3001');
    expect(await ended).toEqual([null, 'SIGTERM']);
    second.release();
  });

  it('leaves a process alone that only has the number of one of ours', async () => {
    const ours = { pid: process.pid, startedAt: 'long ago' };
    writeFileSync(folderFile(), JSON.stringify({ runner: ours, url: '', children: [ours] }));
    const run = await RunFile.claim(file, 'http://localhost:3001');
    expect(isRunning(identify(process.pid) ?? ours)).toBe(true);
    run.release();
  });

  it('takes over a file that was cut off in the middle', async () => {
    writeFileSync(folderFile(), '{"runner":');
    const run = await RunFile.claim(file, 'http://localhost:3001');
    run.release();
    expect(existsSync(file)).toBe(false);
  });

  function pretendRunnerEnded(child: number): void {
    const runner = { pid: process.pid, startedAt: 'long ago' };
    writeFileSync(file, JSON.stringify({ runner, url: '', children: [identify(child)] }));
  }

  /** In the folder itself, which exists before the first claim. */
  function folderFile(): string {
    file = join(folder, 'run.json');
    return file;
  }
});
