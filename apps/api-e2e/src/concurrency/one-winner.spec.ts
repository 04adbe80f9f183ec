import type { ProblemDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { statusOfBooking } from '../setup/age-holds.ts';
import { hold, type Hold } from '../setup/buy.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { Randomness } from '../setup/randomness.ts';
import { rounds, TORTURE } from '../setup/torture.ts';
import { until } from '../setup/until.ts';
import { useApi, useSharedApi } from '../setup/use-api.ts';
import { collide } from './collide.ts';
import { ONE_EACH } from './transactions.ts';

const RACES = 200 * TORTURE;
const RACES_AT_ONCE = 20;

type Answer = Response<Partial<ProblemDto>>;

describe('confirm, cancel and expiry of one booking', () => {
  const api = useSharedApi();

  const confirm = ({ userId, ticketIds }: Hold, paymentSimulation = 'success') =>
    api.post<Partial<ProblemDto>>('/booking/confirm', { userId, ticketIds, paymentSimulation });
  const cancel = ({ userId, bookingId }: Hold) =>
    api.post<Partial<ProblemDto>>(`/booking/${bookingId}/cancel`, { userId });

  /** One booking, whose hold ends in these very moments, confirmed and cancelled at once. */
  async function race(held: Hold, random: Randomness): Promise<string> {
    const contenders = [
      { end: 'confirmed', ask: () => confirm(held) },
      { end: 'cancelled', ask: () => cancel(held) },
    ];
    const winners: string[] = [];
    const run = async ({ end, ask }: (typeof contenders)[number]): Promise<void> => {
      // Each is late by some requests, so that each is the first at times.
      for (let late = random.below(4); late > 0; late -= 1) {
        await api.get(`/booking/${held.bookingId}`);
      }
      const answer = await ask();
      if (answer.status === 200) winners.push(end);
      else expectRefusal(answer);
    };
    await Promise.all(random.shuffled(contenders).map(run));
    const ended = await until(`booking ${held.bookingId} has ended`, async () => {
      const status = await statusOfBooking(api.sql, held.bookingId);
      return status === 'pending' ? null : status;
    });
    expect({ ended, winners }).toEqual({ ended, winners: ended === 'expired' ? [] : [ended] });
    return ended;
  }

  it(`racing ${RACES} times: one winner each, and everybody is told the truth`, async () => {
    const random = new Randomness(2);
    const sale = await openSale(api.sql, { GA: RACES });
    const userId = await addUser(api.sql);
    const ends: string[] = [];
    for (let round = 0; round < RACES; round += RACES_AT_ONCE) {
      const holds = await Promise.all(
        Array.from({ length: RACES_AT_ONCE }, () => hold(api, sale, userId)),
      );
      await api.sql.execute(
        `UPDATE bookings
         SET hold_expires_at = clock_timestamp() + random() * interval '400 milliseconds'
         WHERE id = ANY($1::bigint[])`,
        [holds.map(({ bookingId }) => bookingId)],
      );
      ends.push(...(await Promise.all(holds.map((held) => race(held, random)))));
    }
    expect(ends).toHaveLength(RACES);
    // Otherwise they did not race.
    expect(new Set(ends).size).toBeGreaterThan(1);
  });
});

/**
 * Requests that wait for one row are in transactions of their own, which the batches of an API avoid
 * within one process; with batches of one, the same meetings take place as between many processes.
 */
describe('confirm, cancel and expiry that wait for the same row', () => {
  const api = useApi(ONE_EACH);

  const confirm = ({ userId, ticketIds }: Hold, paymentSimulation = 'success') =>
    api.post<Partial<ProblemDto>>('/booking/confirm', { userId, ticketIds, paymentSimulation });
  const cancel = ({ userId, bookingId }: Hold) =>
    api.post<Partial<ProblemDto>>(`/booking/${bookingId}/cancel`, { userId });

  it.each(rounds(5))(
    'confirms, cancels and a failed payment that wait for it together: one wins (%i)',
    async (seed) => {
      const sale = await openSale(api.sql, { GA: 1 });
      const held = await hold(api, sale, await addUser(api.sql));
      const requests = new Randomness(seed).shuffled([
        () => confirm(held),
        () => confirm(held),
        () => cancel(held),
        () => cancel(held),
        () => confirm(held, 'fail'),
      ]);
      const answers = await collide({ sql: api.sql, bookingId: held.bookingId, requests });
      const ended = await statusOfBooking(api.sql, held.bookingId);
      // A failed payment promises no more than that the tickets are no longer held: it may come late.
      const changes = answers.filter(
        ({ status, body }) => status === 200 && !('success' in body && body.success === false),
      );
      expect(changes).toHaveLength(ended === 'failed' ? 0 : 1);
      for (const answer of answers) if (answer.status !== 200) expectRefusal(answer);
    },
  );

  it('a hold that ends while its confirm waits: is not paid for', async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    const held = await hold(api, sale, await addUser(api.sql));
    const [answer] = await collide({
      sql: api.sql,
      bookingId: held.bookingId,
      requests: [() => confirm(held)],
      meanwhile: (client) =>
        client.query('UPDATE bookings SET hold_expires_at = clock_timestamp() WHERE id = $1', [
          held.bookingId,
        ]),
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'HOLD_EXPIRED' } });
  });

  it('five confirms that wait for it together: one success', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const held = await hold(api, sale, await addUser(api.sql), 'GA', 3);
    const requests = Array.from({ length: 5 }, () => () => confirm(held));
    const answers = await collide({ sql: api.sql, bookingId: held.bookingId, requests });
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => body.code)).toEqual(Array(4).fill('ALREADY_CONFIRMED'));
  });
});

function expectRefusal({ status, body }: Answer): void {
  expect({ status, code: body.code }).toEqual({
    status: 409,
    code: expect.stringMatching(/^(HOLD_EXPIRED|BOOKING_ENDED|ALREADY_CONFIRMED)$/),
  });
}
