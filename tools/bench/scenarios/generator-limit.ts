import { fileURLToPath } from 'node:url';
import { ServerProcess } from '../servers/server-process.ts';
import type { Bench } from './bench.ts';
import { measured } from './measurement.ts';
import { MAIN_CONNECTIONS } from './sales.ts';

const WARM_UP_MS = 1_000;
const MEASURED_MS = 2_000;

/** @returns requests a second that the load generator reaches against a server that does nothing */
export async function measureGenerator(bench: Bench): Promise<number> {
  bench.progress('the load generator against a server that does nothing');
  const main = fileURLToPath(new URL('../servers/trivial/main.ts', import.meta.url));
  const server = await ServerProcess.start({ main, env: {} });
  bench.undo(() => server.stop());
  const result = await bench.generator.run({
    port: server.port,
    connections: MAIN_CONNECTIONS,
    work: { kind: 'read', path: '/' },
    extent: { warmUpMs: WARM_UP_MS, measuredMs: MEASURED_MS },
  });
  await server.stop();
  return measured([result]).rate;
}
