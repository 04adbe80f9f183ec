import { migrateDatabase, request, startPostgres, type ThrowAwayCluster } from '@boxoffice/testing';
import fc from 'fast-check';
import { forgetTheDead } from '../payments/any-order/settle-sale.ts';
import { Stage, STAGE_SETTINGS } from '../payments/any-order/stage.ts';
import { anyOrder, type Lane } from '../payments/any-order/steps.ts';
import { ApiUnderTest, type Settings } from '../setup/api-under-test.ts';
import { Randomness } from '../setup/randomness.ts';
import { rounds } from '../setup/torture.ts';
import { until } from '../setup/until.ts';

/** Orders at the same time. */
const ORDERS = 12;

function ordersOf(round: number): Lane[] {
  const all = fc.array(anyOrder, { minLength: ORDERS, maxLength: ORDERS });
  const [orders = []] = fc.sample(all, { seed: round, numRuns: 1 });
  return orders.map((order) => [order]);
}

describe('an API process that is killed between "money moved" and "answer sent"', () => {
  /** Statements from the money to the answer, of some such orders at once. */
  const STATEMENTS = 60;
  /** Times that money moves before. */
  const MOVES = 4;
  const preload = new URL('dies-after-money-moved.mjs', import.meta.url).href;

  /** The process that settles what the one before it has left dies itself, once it is told to. */
  function dying(round: number): Settings {
    const random = new Randomness(round);
    const moves = 1 + random.below(MOVES);
    const statements = 1 + random.below(STATEMENTS);
    return {
      NODE_OPTIONS: `--import ${preload}`,
      BOXOFFICE_DIES_AFTER: `${moves}:${statements}`,
    };
  }

  const stage = new Stage(new ApiUnderTest({ ...STAGE_SETTINGS, ...dying(1) }, 1));
  const { api } = stage;
  let diedAtWork = 0;

  beforeAll(() => stage.start());
  afterAll(() => {
    // The others had not so much to do: they were killed after their last answer.
    expect(diedAtWork).toBeGreaterThan(0);
    return api.end();
  });

  it.each(rounds(5))('leaves what the next one settles by itself (%i)', async (round) => {
    const killed = api.process;
    process.kill(killed.pid, 'SIGUSR2');
    const astray = await stage.playThrough(ordersOf(round), async ({ unanswered }) => {
      if (unanswered.length > 0) diedAtWork += 1;
      await killed.kill();
      await forgetTheDead(api.sql);
      await api.restart(dying(round + 1));
    });
    expect(astray).toEqual([]);
  });
});

describe('a PostgreSQL that is killed while money moves', () => {
  /** Most requests that are answered before. */
  const ANSWERED = 60;
  let postgres: ThrowAwayCluster;
  const stage = new Stage(
    new ApiUnderTest(STAGE_SETTINGS, 1, false, async () => {
      postgres = await startPostgres();
      await migrateDatabase(postgres.url());
      return { url: postgres.url(), drop: () => postgres.stop() };
    }),
  );

  beforeAll(() => stage.start());
  afterAll(() => stage.api.end());

  it.each(rounds(1))('leaves what settles by itself afterwards (%i)', async (round) => {
    const killedAfter = ORDERS + new Randomness(round).below(ANSWERED);
    const astray = await stage.playThrough(
      ordersOf(round),
      async () => {
        await postgres.restart();
        await until('the API finds the database again', async () => {
          const { status } = await request(`${stage.api.process.url}/health`);
          return status === 200;
        });
      },
      async (sale) => {
        await until('some are answered', () => sale.answered >= killedAfter || sale.isOver);
        await postgres.kill9();
      },
    );
    expect(astray).toEqual([]);
  });
});
