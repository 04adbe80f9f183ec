import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from '@boxoffice/testing';
import { until } from '../setup/until.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';

const CONNECTIONS = 400;

/** Where a client hangs up. */
const ABORTED = [
  ['before its request is whole', 'POST /api/v1/booking/reserve HTTP/1.1\r\nHost: local'],
  [
    'before its body is whole',
    'POST /api/v1/booking/reserve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{"userId":1,',
  ],
  [
    'before it is answered',
    'POST /api/v1/booking/reserve HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  ],
  ['before it is answered with tickets', 'GET /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\n\r\n'],
] as const;

describe('a client that hangs up', () => {
  const api = useApi({ RATE_LIMITS: 'on', RATE_LIMIT_RESERVE_ADDRESS: '100000/60' });

  async function open(): Promise<Socket> {
    const socket = connect(Number(new URL(api.process.url).port), '127.0.0.1');
    // The server may hang up as well; that is nothing to fail at.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  const errorLines = (): string[] =>
    api.process
      .log()
      .split('\n')
      .filter((line) => /"level":[56]0/.test(line));

  it.each(ABORTED)(`${CONNECTIONS} times %s: no error is logged`, async (_, sent) => {
    for (let count = 0; count < CONNECTIONS; count += 40) {
      const sockets = await Promise.all(Array.from({ length: 40 }, () => open()));
      for (const [index, socket] of sockets.entries()) {
        socket.write(sent);
        // Some at once, some when it has been read.
        if (index % 2 === 0) setImmediate(() => socket.resetAndDestroy());
        else socket.resetAndDestroy();
      }
    }
    // Asked last, so everything before has been dealt with.
    await until('the API answers', async () => {
      return (await request(`${api.process.url}/health`)).status === 200 || undefined;
    });
    expect(errorLines().slice(0, 3)).toEqual([]);
  });
});

describe('a request', () => {
  const api = useSharedApi();

  async function send(...lines: string[]): Promise<string> {
    const socket = connect(Number(new URL(api.process.url).port), '127.0.0.1');
    socket.write(['GET /health HTTP/1.1', ...lines, 'Connection: close', '', ''].join('\r\n'));
    return text(socket);
  }

  it.each([
    [['Host: localhost', 'Host: localhost']],
    [['Host: localhost', 'host: elsewhere.example']],
    [['Host: localhost, elsewhere.example']],
    [['Host: local host']],
    [['Host: local/host']],
  ])('with the hosts %j: 400', async (hosts) => {
    const answer = await send(...hosts);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"BAD_REQUEST"');
  });

  it.each(['localhost', 'localhost:3001', '127.0.0.1:80', '[::1]:3001', 'xn--bcher-kva.example'])(
    'with the host %s is answered',
    async (host) => {
      expect(await send(`Host: ${host}`)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );
});
