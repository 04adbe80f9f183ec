import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const BUILT = new URL('../../../api/dist/', import.meta.url);

export interface End {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the API with settings that it is expected to refuse, or its command that migrates, until it ends by
 * itself.
 *
 * @param nodeOptions options of Node itself
 */
export async function runToEnd(
  settings: Readonly<Record<string, string>>,
  main: 'main.js' | 'migrate.js' = 'main.js',
  nodeOptions: readonly string[] = [],
): Promise<End> {
  const file = fileURLToPath(new URL(main, BUILT));
  const child = spawn(process.execPath, [...nodeOptions, file], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
