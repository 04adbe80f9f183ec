/** Where the test environment of the tests over HTTP finds the logs of the APIs that a file uses. */
const shared = globalThis as { boxofficeRunningApis?: Map<number, () => string> };

/** Has what an API wrote last printed when a test of this file fails; the answer ends that. */
export function watchForFailures(port: number, log: () => string): () => void {
  const running = (shared.boxofficeRunningApis ??= new Map());
  running.set(port, log);
  return () => running.delete(port);
}
