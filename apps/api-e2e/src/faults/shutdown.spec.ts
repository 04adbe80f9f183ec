import { once } from 'node:events';
import { connect } from 'node:net';
import type { ProblemDto } from '@boxoffice/contracts';
import { request, type RunningApi } from '@boxoffice/testing';
import { hold, type Hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { collide } from '../concurrency/collide.ts';
import { ONE_EACH } from '../concurrency/transactions.ts';

describe('shutdown', () => {
  const api = useApi();

  async function holdTickets(): Promise<Hold> {
    const sale = await openSale(api.sql, { GA: 2 });
    return hold(api, sale, await addUser(api.sql), 'GA', 2);
  }

  const confirmAt = (url: string, { userId, ticketIds }: Hold) =>
    request<Partial<ProblemDto>>(`${url}/api/v1/booking/confirm`, { body: { userId, ticketIds } });

  /** Settles when it takes no new connections any more. */
  async function untilClosed({ port }: RunningApi): Promise<void> {
    await until('it takes no new connections', async () => {
      const socket = connect(port, '127.0.0.1');
      return once(socket, 'connect').then(
        () => {
          socket.destroy();
          return false;
        },
        () => true,
      );
    });
  }

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s while requests are in flight: all of them are answered, exit code 0',
    async (signal) => {
      // A transaction a request: those of one batch would wait as one.
      const stopping = await api.startAnother(ONE_EACH);
      const held = await holdTickets();
      let exit: Promise<unknown> = Promise.resolve();
      const answers = await collide({
        sql: api.sql,
        bookingId: held.bookingId,
        requests: Array.from({ length: 5 }, () => () => confirmAt(stopping.url, held)),
        // All five wait for a lock of ours, so all are in flight.
        meanwhile: async () => {
          exit = stopping.stop(signal);
          await untilClosed(stopping);
        },
      });
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
      expect(await exit).toEqual({ code: 0, signal: null });
    },
  );

  it('with nothing in flight: exit code 0, and its machine number is given back', async () => {
    const leased = () =>
      api.sql.row(`SELECT count(*) FROM id_machines WHERE leased_until > clock_timestamp()`);
    const before = await leased();
    const stopping = await api.startAnother();
    expect(await leased()).not.toEqual(before);
    await request(`${stopping.url}/health`);
    expect(await stopping.stop()).toEqual({ code: 0, signal: null });
    expect(await leased()).toEqual(before);
  });

  it('does not wait for a request that hangs longer than SHUTDOWN_TIMEOUT_MS: exit code 1', async () => {
    const stopping = await api.startAnother({ SHUTDOWN_TIMEOUT_MS: '100' });
    const held = await holdTickets();
    const [answer] = await collide({
      sql: api.sql,
      bookingId: held.bookingId,
      requests: [() => confirmAt(stopping.url, held).catch(() => 'none' as const)],
      meanwhile: async () => {
        expect(await stopping.stop()).toEqual({ code: 1, signal: null });
      },
    });
    expect(answer).toBe('none');
  });
});
