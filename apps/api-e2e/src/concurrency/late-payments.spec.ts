import type { ConfirmationDto, Envelope, PaymentFailureDto } from '@boxoffice/contracts';
import { ageHolds, statusOfBooking, untilExpired } from '../setup/age-holds.ts';
import { hold, type Hold } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale, type Sale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

/** A payment for a hold that has ended, while the same buyer holds the same ticket anew. */
describe('a late payment', () => {
  const api = useSharedApi();
  let sale: Sale;
  let userId: string;

  beforeEach(async () => {
    sale = await openSale(api.sql, { GA: 1 });
    userId = await addUser(api.sql);
  });

  const confirm = (
    { ticketIds }: Pick<Hold, 'ticketIds'>,
    paymentSimulation: 'success' | 'fail',
    bookingId?: string,
  ) =>
    api.post<Envelope<ConfirmationDto | PaymentFailureDto>>('/booking/confirm', {
      userId,
      ticketIds,
      paymentSimulation,
      bookingId,
    });

  const cancel = (bookingId: string) => api.post(`/booking/${bookingId}/cancel`, { userId });

  async function expire(held: Hold): Promise<void> {
    await ageHolds(api.sql, [held.bookingId]);
    await untilExpired(api.sql, held.bookingId);
  }

  const WAYS = [
    ['expired', 'HOLD_EXPIRED', expire],
    ['cancelled', 'BOOKING_ENDED', ({ bookingId }: Hold) => cancel(bookingId)],
  ] as const;

  describe.each(WAYS)('for a hold that was %s', (_, code, end) => {
    let ended: Hold;
    let newer: Hold;

    beforeEach(async () => {
      ended = await hold(api, sale, userId);
      await end(ended);
      newer = await hold(api, sale, userId);
      expect(newer.ticketIds).toEqual(ended.ticketIds);
    });

    it.each(['success', 'fail'] as const)(
      'that names it: touches no newer one, %s',
      async (how) => {
        const answer = await expectNoChange(api.sql, () => confirm(ended, how, ended.bookingId));
        expectProblem(answer, 409, code);
        expect(await statusOfBooking(api.sql, newer.bookingId)).toBe('pending');
      },
    );

    it('that failed and names no booking: ends no newer one', async () => {
      const answer = await expectNoChange(api.sql, () => confirm(ended, 'fail'));
      expectProblem(answer, 409, code);
      expect(await statusOfBooking(api.sql, newer.bookingId)).toBe('pending');
    });

    it.each(['success', 'fail'] as const)(
      'of the newer one, by its id: is one, %s',
      async (how) => {
        expect((await confirm(newer, how, newer.bookingId)).body.success).toBe(how === 'success');
        expect(await statusOfBooking(api.sql, newer.bookingId)).toBe(
          how === 'success' ? 'confirmed' : 'failed',
        );
      },
    );

    it('that names tickets alone: buys what is held', async () => {
      const { body } = await confirm(newer, 'success');
      expect(body.data).toMatchObject({ bookingIds: [newer.bookingId] });
    });

    it('that failed an hour later is none of it any more', async () => {
      await api.sql.execute(
        `UPDATE bookings SET ended_at = now() - interval '61 minutes' WHERE id = $1`,
        [ended.bookingId],
      );
      expect((await confirm(newer, 'fail')).body.success).toBe(false);
      expect(await statusOfBooking(api.sql, newer.bookingId)).toBe('failed');
    });
  });

  it('that failed, of tickets that are held only in part: ends nothing', async () => {
    const of = await openSale(api.sql, { GA: 2 });
    const ended = await hold(api, of, userId, 'GA', 2);
    await cancel(ended.bookingId);
    const newer = await hold(api, of, userId, 'GA', 1);
    const answer = await expectNoChange(api.sql, () => confirm(ended, 'fail'));
    expectProblem(answer, 409, 'BOOKING_ENDED');
    expect(await statusOfBooking(api.sql, newer.bookingId)).toBe('pending');
  });

  it('is none where the payment for the ended hold has been answered: fail, hold again, fail, pay', async () => {
    for (const how of ['fail', 'fail', 'success'] as const) {
      const held = await hold(api, sale, userId);
      const { status, body } = await confirm(held, how);
      expect([status, body.success]).toEqual([200, how === 'success']);
    }
  });

  it('cannot name another user’s booking, nor one that holds something else', async () => {
    const of = await openSale(api.sql, { GA: 2 });
    const [one, two] = [await hold(api, of, userId), await hold(api, of, userId)];
    const foreign = await hold(api, sale, await addUser(api.sql));
    for (const how of ['success', 'fail'] as const) {
      const other = await expectNoChange(api.sql, () => confirm(one, how, two.bookingId));
      expectProblem(other, 409, 'TICKETS_NOT_HELD');
      const unknown = await expectNoChange(api.sql, () => confirm(one, how, foreign.bookingId));
      expectProblem(unknown, 404, 'BOOKING_NOT_FOUND');
    }
  });

  it('with a booking id that is none: 422', async () => {
    const held = await hold(api, sale, userId);
    for (const bookingId of ['x', '0', '1.5', '9223372036854775808']) {
      const answer = await expectNoChange(api.sql, () => confirm(held, 'fail', bookingId));
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    }
  });
});
