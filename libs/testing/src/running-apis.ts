import type { RecentLines } from './recent-lines.ts';

/** Where the test environment (`jest-environment.mjs`) finds the logs of what a test has started. */
const shared = globalThis as { boxofficeRunningApis?: Map<number, RecentLines> };

/** Has this API's last lines printed when a test fails; the answer ends that. */
export function watchForFailures(port: number, lines: RecentLines): () => void {
  const running = (shared.boxofficeRunningApis ??= new Map());
  running.set(port, lines);
  return () => running.delete(port);
}
