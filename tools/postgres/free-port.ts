import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux, macOS and Windows give to outgoing connections: a port from there may be taken by
 * some client between this call and the start of the server, which fails a start in some hundred under load.
 */
const FIRST_PORT = 15_000;
const LAST_PORT = 32_767;
const TRIES = 100;

/**
 * A port that was free a moment ago.
 *
 * @throws Error when none was found in a hundred tries
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
