import { expectInvariants } from '../invariants/expect-invariants.ts';
import { ageEveryHold, untilExpired, untilNoHoldIsLeft } from '../setup/age-holds.ts';
import { hold } from '../setup/buy.ts';
import { openSale } from '../setup/open-sale.ts';
import { rounds } from '../setup/torture.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { Buyers, expectHoldsKept, expectPaymentsKept } from './buyers.ts';

describe('an API process that is killed', () => {
  const api = useApi();

  it.each(rounds(1))(
    'kill -9 during a load (%i): no ticket has two owners, every answered success is there, every hold ends',
    async () => {
      // More than the buyers can buy in the time.
      await api.post('/tickets/create', { gaCount: 20_000 });
      const buyers = new Buyers(api.process.url, 16);
      await until('the buyers are at it', () => buyers.confirmed.length >= 50);
      expect(await api.process.kill()).toEqual({ code: null, signal: 'SIGKILL' });
      await buyers.gone();
      expect(new Set(buyers.failures)).toEqual(new Set(['none']));

      await api.restart();
      await expectInvariants(api.sql);
      await expectHoldsKept(api.sql, buyers);
      await expectPaymentsKept(api.sql, buyers);
      await ageEveryHold(api.sql);
      await untilNoHoldIsLeft(api.sql);
      await expectPaymentsKept(api.sql, buyers);
      await hold(api, { eventId: '1', tickets: { VIP: [], 'Front Row': [], GA: [] } }, '1');
    },
  );

  it('holds made before a restart expire after it', async () => {
    const sale = await openSale(api.sql, { VIP: 1 });
    const { bookingId } = await hold(api, sale, '1', 'VIP');
    await api.process.stop();
    await ageEveryHold(api.sql);
    await api.restart();
    await untilExpired(api.sql, bookingId);
    await hold(api, sale, '2', 'VIP');
  });
});
