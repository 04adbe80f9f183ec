import fc from 'fast-check';
import { expectInvariants } from '../invariants/expect-invariants.ts';
import { forgetTheDead } from '../payments/any-order/settle-sale.ts';
import { Stage, STAGE_SETTINGS } from '../payments/any-order/stage.ts';
import { anyOrder } from '../payments/any-order/steps.ts';
import { ageEveryHold, untilExpired, untilNoHoldIsLeft } from '../setup/age-holds.ts';
import { ApiUnderTest, type Settings } from '../setup/api-under-test.ts';
import { hold } from '../setup/buy.ts';
import { openSale } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
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

describe('an API process that is killed while money moves', () => {
  /** Orders at the same time. */
  const ORDERS = 12;
  /** Statements from the money to the answer, of some such orders at once. */
  const STATEMENTS = 80;
  const preload = new URL('dies-after-money-moved.mjs', import.meta.url).href;
  /** The process that settles what one before it has left dies itself, once it is told to. */
  const dying = (round: number): Settings => {
    const random = new Randomness(round);
    const moves = 1 + random.below(ORDERS);
    const statements = 1 + random.below(STATEMENTS);
    return {
      NODE_OPTIONS: `--import ${preload}`,
      BOXOFFICE_DIES_AFTER: `${moves}:${statements}`,
    };
  };
  const stage = new Stage(new ApiUnderTest({ ...STAGE_SETTINGS, ...dying(1) }, 1));
  const { api } = stage;
  let diedByItself = 0;

  beforeAll(() => stage.start());
  afterAll(() => {
    expect(diedByItself).toBeGreaterThan(0);
    return api.end();
  });

  it.each(rounds(5))(
    'between "money moved" and "answer sent" (%i): all of it settles by itself afterwards',
    async (round) => {
      const [orders = []] = fc.sample(
        fc.array(anyOrder, { minLength: ORDERS, maxLength: ORDERS }),
        { seed: round, numRuns: 1 },
      );
      const killed = api.process;
      let isDead = false;
      void killed.exited.then(() => (isDead = true));
      process.kill(killed.pid, 'SIGUSR2');
      const astray = await stage.playThrough(
        orders.map((order) => [order]),
        async () => {
          if (isDead) diedByItself += 1;
          await killed.kill();
          await forgetTheDead(api.sql);
          await api.restart(dying(round + 1));
        },
      );
      expect(astray).toEqual([]);
    },
  );
});
