import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Visitors } from './visitors.ts';

describe('those who visit the portal', () => {
  let answer: 'serve' | 'refuse' | 'hang up' = 'serve';
  const server = createServer((request, response) => {
    if (answer === 'hang up') request.socket.destroy();
    else response.writeHead(answer === 'serve' ? 200 : 503).end();
  });
  let visitors: Visitors;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  beforeEach(() => {
    answer = 'serve';
    const { port } = server.address() as AddressInfo;
    visitors = new Visitors(`http://127.0.0.1:${String(port)}`);
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await delay(5);
  }

  it('are served, and say of nothing else that it failed', async () => {
    await until(() => visitors.served > 20);
    await visitors.stop();
    expect(visitors.failures).toEqual([]);
  });

  it.each(['refuse', 'hang up'] as const)('notice when servers %s', async (fault) => {
    await until(() => visitors.served > 0);
    answer = fault;
    await until(() => visitors.failures.length > 0);
    await visitors.stop();
    expect(visitors.failures[0]).toMatch(/^\/.*: ./);
  });
});
