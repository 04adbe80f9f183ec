import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { workspace } from '../workspace.ts';

export interface NxOptions {
  readonly signal: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** Streams the output instead of returning it. */
  readonly show?: boolean;
}

export interface NxResult {
  readonly code: number;
  readonly output: string;
}

/** Runs Nx without its daemon, which would outlive us. */
export async function runNx(args: readonly string[], options: NxOptions): Promise<NxResult> {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const stdio: StdioOptions = options.show
    ? ['ignore', 'inherit', 'inherit']
    : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [nx, ...args], {
    cwd: workspace,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...options.env },
    stdio,
  });
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  options.signal.addEventListener('abort', stop);
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  options.signal.removeEventListener('abort', stop);
  return { code: code ?? 1, output };
}
