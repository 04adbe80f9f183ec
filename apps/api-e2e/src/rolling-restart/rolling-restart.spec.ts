import type { RunningApi } from '@boxoffice/testing';
import { openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { startProxy, type Proxy } from './proxy.ts';
import { SteadyClients } from './steady-clients.ts';

const PROCESSES = 3;
const CLIENTS = 32;

/** Restarts until one loses a request, at most: by far more than it ever took. */
const RESTARTS_MAX = 30;

/**
 * How long a process serves on, in milliseconds: many times what the proxy needs to notice, since a slow
 * machine may be late with its checks.
 */
const DRAIN_MS = 4_000;

/** More than the clients can buy, so that every reservation is a success. */
const STOCK = 50_000;

describe('a rolling restart of three processes behind a proxy that repeats nothing', () => {
  const api = useApi({ HOLD_SECONDS: '86400', LOG_LEVEL: 'warn' }, 1);
  let processes: RunningApi[];
  let proxy: Proxy;
  let eventId: string;

  beforeAll(async () => {
    processes = [];
    for (let count = 0; count < PROCESSES; count += 1) processes.push(await api.startAnother());
    proxy = await startProxy(processes.map(({ port }) => port));
    await proxy.untilReady(PROCESSES);
    ({ eventId } = await openSale(api.sql, { GA: STOCK }));
  });

  afterAll(async () => {
    await proxy.stop();
    await Promise.all(processes.map((one) => one.stop('SIGINT')));
  });

  /** Ends one and starts it again, on its own port; settles once the proxy sends to it again. */
  async function restart(index: number, drainMs = DRAIN_MS): Promise<void> {
    const old = processes[index];
    expect(await old?.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    const env = { DRAIN_MS: String(drainMs) };
    processes[index] = await api.startAnother(env, old?.port);
    await proxy.untilReady(PROCESSES);
  }

  it('loses requests without a time to drain', async () => {
    const clients = new SteadyClients(proxy.url, eventId, CLIENTS);
    await until('the clients are at it', () => clients.count > CLIENTS);
    // Whether a request is on its way to a process in the moment when it ends is chance.
    for (let count = 0; count < RESTARTS_MAX && clients.failures.length === 0; count += 1) {
      await restart(count % PROCESSES, 0);
    }
    await clients.stop();
    expect(clients.failures.length).toBeGreaterThan(0);
    for (let index = 0; index < PROCESSES; index += 1) await restart(index);
  });

  it('loses none in two restarts of all of them, with a time to drain', async () => {
    const clients = new SteadyClients(proxy.url, eventId, CLIENTS);
    for (let count = 0; count < 2 * PROCESSES; count += 1) {
      await restart(count % PROCESSES);
      const before = clients.count;
      await until('the clients go on', () => clients.count > before + CLIENTS);
    }
    await clients.stop();
    expect(clients.failures).toEqual([]);
    expect([...clients.answered.keys()]).toEqual([200]);
  });
});
