import { createServer } from 'node:net';
import { CannotStart } from './cannot-start.ts';

/** Refuses an unusable port before anything slow begins. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const code = await listenError(host, port);
  switch (code) {
    case undefined:
      return;
    case 'EADDRINUSE':
      throw new CannotStart(
        `Port ${port} is in use: stop the program that listens there, or choose another port with PORT=${port + 1} npm start.`,
      );
    case 'EACCES':
      throw new CannotStart(`Port ${port} is for root only: choose one above 1023 with PORT.`);
    default:
      throw new CannotStart(`${host} is no address of this machine (${code}): correct HOST.`);
  }
}

function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

export function readPort(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new CannotStart(`PORT is "${text}", and must be a whole number from 1 to 65535.`);
  }
  return port;
}
