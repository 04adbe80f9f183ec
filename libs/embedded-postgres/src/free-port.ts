import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports of outgoing connections on Linux, macOS and Windows: a client could take one of those before
 * the server starts, which failed one start in some hundred under load.
 */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_767;
const TRIES = 100;

/**
 * A port that was free a moment ago. Another program may take it before you do: try again then.
 *
 * @throws Error after a hundred tries
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(host, port)) return port;
  }
  throw new Error(`No free port between ${String(FIRST_PORT)} and ${String(LAST_PORT)}.`);
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, host, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
