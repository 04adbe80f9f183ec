import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runNx } from '../build/nx.ts';
import { workspace } from '../workspace.ts';

/** Debounce: editors write a file in several steps. */
const SETTLED_AFTER_MS = 150;
const GENERATED = 'openapi-metadata.ts';
const COMPILED = 'Found 0 errors';

export interface CompilerOptions {
  readonly onStarted: (pid: number) => void;
  readonly onCompiled: () => Promise<void>;
}

/** Compiles the API and the contracts again whenever their sources change. */
export function startCompilers({ onStarted, onCompiled }: CompilerOptions): () => void {
  const compiler = compileApi(onStarted, onCompiled);
  const ended = new AbortController();
  watchContracts(ended.signal, onCompiled);
  return () => {
    ended.abort();
    compiler.kill('SIGTERM');
  };
}

function compileApi(
  onStarted: (pid: number) => void,
  onCompiled: () => Promise<void>,
): ChildProcess {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript')), 'tsc.js');
  const child = spawn(
    process.execPath,
    [tsc, '-p', 'apps/api/tsconfig.app.json', '--watch', '--preserveWatchOutput', '--pretty'],
    { cwd: workspace, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.pid !== undefined) onStarted(child.pid);
  let compilations = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    if (!text.includes(COMPILED)) {
      if (text.includes('error')) process.stdout.write(text);
      return;
    }
    compilations += 1;
    // The first build only confirms what is already running.
    if (compilations > 1) void onCompiled();
  });
  return child;
}

function watchContracts(signal: AbortSignal, onCompiled: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  const build = async (): Promise<void> => {
    const { code, output } = await runNx(['run', 'contracts:build'], { signal });
    if (code === 0) await onCompiled();
    else if (!signal.aborted) console.error(output);
  };
  const sources = join(workspace, 'libs', 'contracts', 'src');
  watch(sources, { recursive: true, signal }, (_event, name) => {
    if (name === null || name.endsWith(GENERATED) || name.endsWith('.spec.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(() => void build(), SETTLED_AFTER_MS);
  });
}
