import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from '@boxoffice/embedded-postgres';
import { readPort, requireFreePort } from './port.ts';

describe('requireFreePort', () => {
  it('accepts a free port and refuses one in use, naming it and a way out', async () => {
    const port = await freePort();
    await expect(requireFreePort('127.0.0.1', port)).resolves.toBeUndefined();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    try {
      await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(
        `Port ${port} is in use: stop the program that listens there, or choose another port with PORT=${port + 1} npm start.`,
      );
    } finally {
      server.close();
    }
  });

  it('refuses an address of another machine', async () => {
    await expect(requireFreePort('192.0.2.1', 3001)).rejects.toThrow('192.0.2.1 is no address');
  });
});

describe('readPort', () => {
  it('takes the usual port where none is set', () => {
    expect(readPort(undefined, 3001)).toBe(3001);
    expect(readPort('', 3001)).toBe(3001);
    expect(readPort('8080', 3001)).toBe(8080);
  });

  it.each(['http', '0', '70000', '1.5'])('refuses %s', (text) => {
    expect(() => readPort(text, 3001)).toThrow(`PORT is "${text}"`);
  });
});
