import fc from 'fast-check';
import { ApiUnderTest } from '../../setup/api-under-test.ts';
import { TORTURE } from '../../setup/torture.ts';
import { LANES, Stage, STAGE_SETTINGS } from './stage.ts';
import { anyLanes } from './steps.ts';
import { WITHOUT_ROW_LOCKS } from './without-row-locks.ts';

/** Sales that are played, of some forty orders each. `BOXOFFICE_MONEY_RUNS` is another number. */
const RUNS = Number(process.env.BOXOFFICE_MONEY_RUNS ?? 25 * TORTURE);

/** Before Jest ends it, which would print no seed: looking for the smallest form of a failure has no other end. */
const AT_MOST_MS = 200_000 * TORTURE;

/** `BOXOFFICE_MONEY_SEED` and `BOXOFFICE_MONEY_PATH` are what a failure has printed: that one is played again. */
const SEED = process.env.BOXOFFICE_MONEY_SEED;
const PATH = process.env.BOXOFFICE_MONEY_PATH;

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
        interruptAfterTimeLimit: AT_MOST_MS,
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
    const stage = new Stage(new ApiUnderTest({ ...STAGE_SETTINGS, ...WITHOUT_ROW_LOCKS }));
    try {
      await stage.start();
      // Told by what the constraints refuse then, or by bookings and refunds that shouldn't be.
      expect(await fails(stage)).toMatch(/was answered by 500|Payment \d+|Booking \d+|Not true/);
    } finally {
      await stage.api.end();
    }
  });
});
