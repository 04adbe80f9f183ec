import { violatedInvariants } from '../invariants/invariants.ts';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { addUsers, openSale, type Sale } from '../setup/open-sale.ts';
import { heldTwice, sendAtOnce, singleTickets, type ReserveAnswer } from './demand.ts';
import { takeLocksAway } from './take-locks-away.ts';

/**
 * A test that cannot fail shows nothing. Here the demand of `sold-once.spec.ts` meets the same API
 * without the locks on tickets, and the same two checks must report what they are there for.
 */
describe('negative control: the same demand without the locks', () => {
  // Many small transactions at once, as a batch is one and meets no other of its own process.
  const api = new ApiUnderTest({
    RESERVE_LANES: '8',
    RESERVE_BATCH_MAX: '4',
    DATABASE_POOL_SIZE: '20',
  });
  let sale: Sale;
  let answers: ReserveAnswer[];

  beforeAll(async () => {
    await api.start();
    sale = await openSale(api.sql, { GA: 100 });
    const users = await addUsers(api.sql, 200);
    await takeLocksAway(api.sql);
    answers = await sendAtOnce([api.process.url], singleTickets(500, 'GA', sale.eventId, users));
  });

  afterAll(() => api.end());

  it('buyers are told that a ticket is theirs which is another’s, and the check sees it', () => {
    expect(heldTwice(answers)).not.toEqual([]);
  });

  it('the database has bookings that share tickets, and the invariants see it', async () => {
    expect(await violatedInvariants(api.sql)).toContainEqual(
      expect.stringMatching(/^Not true that no two bookings hold one ticket/),
    );
  });
});
