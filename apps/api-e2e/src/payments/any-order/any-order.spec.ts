import fc from 'fast-check';
import { Workspace } from '../../events/workspace.ts';
import { memberOf } from '../../organisers/organisations.ts';
import { ApiUnderTest, type Settings } from '../../setup/api-under-test.ts';
import { TORTURE } from '../../setup/torture.ts';
import { moneyAstray } from './money-at-the-end.ts';
import { PlayedSale, signInBuyers, type Buyers } from './played-sale.ts';
import { settle } from './settle-sale.ts';
import { anyLanes, type Lane } from './steps.ts';
import { WITHOUT_ROW_LOCKS } from './without-row-locks.ts';

/** Settings under which requests meet, and what waits is looked for at once. */
const SETTINGS = {
  PAYMENT_PROVIDERS: 'simulated,offline',
  PAYMENT_LOOK_INTERVAL_MS: '50',
  JOBS_POLL_SECONDS: '1',
  DATABASE_POOL_SIZE: '20',
};

/** Buyers at the same time. */
const LANES = 32;

/** Sales that are played, of some forty orders each. `BOXOFFICE_MONEY_RUNS` is another number. */
const RUNS = Number(process.env.BOXOFFICE_MONEY_RUNS ?? 40 * TORTURE);

/** `BOXOFFICE_MONEY_SEED` and `BOXOFFICE_MONEY_PATH` are what a failure has printed: that one is played again. */
const SEED = process.env.BOXOFFICE_MONEY_SEED;
const PATH = process.env.BOXOFFICE_MONEY_PATH;

/** An API, an organisation that takes payments in two ways, and the buyers of all of its sales. */
class Stage {
  private choir?: Workspace;
  private buyers: Buyers = [];
  /** What was astray after an earlier sale, and says nothing about a later one. */
  private readonly known = new Set<string>();
  readonly api: ApiUnderTest;

  constructor(settings: Settings = {}) {
    this.api = new ApiUnderTest({ ...SETTINGS, ...settings });
  }

  async start(): Promise<void> {
    await this.api.start();
    this.choir = await Workspace.open(this.api);
    const { headers } = await memberOf(this.api, this.choir, 'owner');
    const path = `/organisers/${this.choir.id}/payment-settings/offline`;
    const offline = { enabled: true, instructions: 'IBAN DE02' };
    expect((await this.api.put(path, offline, { headers })).status).toBe(200);
    this.buyers = await signInBuyers(this.api, LANES);
  }

  /** Plays a sale to its end. @returns what is astray afterwards */
  async play(lanes: readonly Lane[]): Promise<string[]> {
    if (!this.choir) throw new Error('The stage has not been started.');
    const sale = await PlayedSale.open(this.api, this.choir);
    await sale.play(lanes, this.buyers);
    await settle(sale);
    const unanswered = sale.gone > 0 ? [`${sale.gone} requests were not answered.`] : [];
    const found = [...unanswered, ...(await moneyAstray(sale))];
    const news = found.filter((sentence) => !this.known.has(sentence));
    for (const sentence of news) this.known.add(sentence);
    return news;
  }
}

describe('money, in any order', () => {
  const stage = new Stage();
  beforeAll(() => stage.start());
  afterAll(() => stage.api.end());

  it('is paid once, or goes back once', async () => {
    await fc.assert(
      fc.asyncProperty(anyLanes(LANES), async (lanes) => {
        expect(await stage.play(lanes)).toEqual([]);
      }),
      {
        numRuns: RUNS,
        ...(SEED !== undefined && { seed: Number(SEED) }),
        ...(PATH !== undefined && { path: PATH }),
      },
    );
  });
});

/** A test that cannot fail shows nothing: the same orders, without what they depend on. */
describe('negative control: money, in any order', () => {
  /** Most sales until one fails. */
  const TRIES = 40;

  /** @returns what was astray after the first sale that shows it */
  async function fails(stage: Stage): Promise<string> {
    const property = fc.asyncProperty(anyLanes(LANES), async (lanes) => {
      expect(await stage.play(lanes)).toEqual([]);
    });
    const { errorInstance } = await fc.check(property, { numRuns: TRIES, endOnFailure: true });
    return String(errorInstance);
  }

  it('without the unique key of the inbox, an event is two', async () => {
    const stage = new Stage();
    try {
      await stage.start();
      await stage.api.sql.execute(
        'ALTER TABLE provider_events DROP CONSTRAINT provider_events_pkey',
      );
      expect(await fails(stage)).toMatch(/Event evt-.* is in the inbox \d+ times/);
    } finally {
      await stage.api.end();
    }
  });

  it('without the row locks of bookings and payments, two decide at once', async () => {
    const stage = new Stage(WITHOUT_ROW_LOCKS);
    try {
      await stage.start();
      // Told by what the constraints refuse then, or by bookings and refunds that shouldn't be.
      expect(await fails(stage)).toMatch(/was answered by 500|Payment \d+|Booking \d+|Not true/);
    } finally {
      await stage.api.end();
    }
  });
});
