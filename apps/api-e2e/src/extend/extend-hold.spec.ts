import type { BookingDto, Envelope, ProblemDto, UserBookingsDto } from '@boxoffice/contracts';
import { request, type RunningApi } from '@boxoffice/testing';
import { collide } from '../concurrency/collide.ts';
import { ageHolds, statusOfBooking, untilExpired } from '../setup/age-holds.ts';
import { hold, pay, type Hold } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, addUsers, openSale } from '../setup/open-sale.ts';
import { until } from '../setup/until.ts';
import { useSharedApi } from '../setup/use-api.ts';

const EXTENSION_SECONDS = 300;

type Answer = Envelope<BookingDto> & Partial<ProblemDto>;

describe('extending a hold', () => {
  const api = useSharedApi();
  let held: Hold;

  beforeEach(async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    held = await hold(api, sale, await addUser(api.sql));
  });

  const extend = ({ bookingId, userId }: Hold = held, url = api.process.url) =>
    request<Answer>(`${url}/api/v1/booking/${bookingId}/extend`, { body: { userId } });

  const shown = async () =>
    (await api.get<Envelope<BookingDto>>(`/booking/${held.bookingId}?userId=${held.userId}`)).body
      .data;

  const laterBy = (seconds: number): string =>
    new Date(Date.parse(held.expiresAt) + seconds * 1000).toISOString();

  /** Puts the end of the hold so that only an extension keeps it. */
  const endNow = (): Promise<void> =>
    api.sql.execute(
      `UPDATE bookings SET hold_expires_at = hold_expires_at - interval '10 minutes' WHERE id = $1`,
      [held.bookingId],
    );

  it('is not given anew to what is left of a hold that was paid for in part', async () => {
    const sale = await openSale(api.sql, { GA: 3 });
    const three = await hold(api, sale, await addUser(api.sql), 'GA', 3);
    expect((await extend(three)).status).toBe(200);
    await pay(api, { userId: three.userId, ticketIds: three.ticketIds.slice(0, 1) });
    const { body } = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${three.userId}`);
    const rest = body.data.bookings.find(({ status }) => status === 'pending');
    expect(rest).toMatchObject({ ticketCount: 2, extendable: false });
    const answer = await extend({ ...three, bookingId: rest?.id ?? '' });
    expectProblem(answer, 409, 'HOLD_NOT_EXTENDABLE');
  });

  it('gives five more minutes, once', async () => {
    expect((await shown()).extendable).toBe(true);
    const { status, body } = await extend();
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        success: true,
        message: expect.stringMatching(/\S/),
        data: {
          id: held.bookingId,
          status: 'pending',
          expiresAt: laterBy(EXTENSION_SECONDS),
          extendable: false,
        },
      },
    });
    expect(await shown()).toMatchObject({
      expiresAt: laterBy(EXTENSION_SECONDS),
      extendable: false,
    });
    const again = await expectNoChange(api.sql, () => extend());
    expectProblem(again, 409, 'HOLD_NOT_EXTENDABLE');
  });

  it('is the owner’s alone: to others the booking is not there', async () => {
    const other = await addUser(api.sql);
    const refused = await expectNoChange(api.sql, () => extend({ ...held, userId: other }));
    expectProblem(refused, 404, 'BOOKING_NOT_FOUND');
    expectProblem(await extend({ ...held, bookingId: '123456' }), 404, 'BOOKING_NOT_FOUND');
    expect((await extend()).status).toBe(200);
  });

  it('comes too late once the hold has ended, whether it was swept or not', async () => {
    await ageHolds(api.sql, [held.bookingId]);
    const refused = await extend();
    expect(refused.status).toBe(409);
    expect(refused.body.code).toMatch(/^(HOLD_EXPIRED|BOOKING_ENDED)$/);
    await untilExpired(api.sql, held.bookingId);
    expectProblem(await expectNoChange(api.sql, () => extend()), 409, 'BOOKING_ENDED');
  });

  it('that waits while the hold ends is refused', async () => {
    const [refused] = await collide({
      sql: api.sql,
      bookingId: held.bookingId,
      requests: [() => extend()],
      meanwhile: (client) =>
        client.query('UPDATE bookings SET hold_expires_at = clock_timestamp() WHERE id = $1', [
          held.bookingId,
        ]),
    });
    if (!refused) throw new Error('One request, one answer.');
    expectProblem(refused, 409, 'HOLD_EXPIRED');
  });

  it('is refused for what has been paid for or cancelled', async () => {
    await pay(api, held);
    expectProblem(await expectNoChange(api.sql, () => extend()), 409, 'ALREADY_CONFIRMED');
    expect((await shown()).extendable).toBe(false);

    const [userId = ''] = await addUsers(api.sql, 1);
    const cancelled = await hold(api, await openSale(api.sql, { GA: 1 }), userId);
    await api.post(`/booking/${cancelled.bookingId}/cancel`, { userId });
    expectProblem(await extend(cancelled), 409, 'BOOKING_ENDED');
  });

  it('keeps the hold from the sweep, and lets it be paid for', async () => {
    const sale = await openSale(api.sql, { GA: 2 });
    const notExtended = await hold(api, sale, held.userId);
    await extend();
    await endNow();
    await ageHolds(api.sql, [notExtended.bookingId]);
    await untilExpired(api.sql, notExtended.bookingId);
    expect(await statusOfBooking(api.sql, held.bookingId)).toBe('pending');
    await pay(api, held);
  });

  it('ends at its new time, and then is neither paid for nor kept', async () => {
    await extend();
    await ageHolds(api.sql, [held.bookingId]);
    const late = await api.post<Partial<ProblemDto>>('/booking/confirm', {
      userId: held.userId,
      ticketIds: held.ticketIds,
    });
    expectProblem(late, 409, 'HOLD_EXPIRED');
    await untilExpired(api.sql, held.bookingId);
  });

  it('asked for by five at once: one extension', async () => {
    const requests = Array.from({ length: 5 }, () => () => extend());
    const answers = await collide({ sql: api.sql, bookingId: held.bookingId, requests });
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await shown()).expiresAt).toBe(laterBy(EXTENSION_SECONDS));
  });

  describe('with other settings', () => {
    const others: RunningApi[] = [];

    afterAll(() => Promise.all(others.map((other) => other.stop())));

    async function processWith(settings: Record<string, string>): Promise<string> {
      const other = await api.startAnother(settings);
      others.push(other);
      return other.url;
    }

    it('is switched off by HOLD_EXTENSIONS_MAX=0', async () => {
      const url = await processWith({ HOLD_EXTENSIONS_MAX: '0' });
      const refused = await expectNoChange(api.sql, () => extend(held, url));
      expectProblem(refused, 409, 'HOLD_NOT_EXTENDABLE');
      const seen = await request<Answer>(`${url}/api/v1/booking/${held.bookingId}`);
      expect(seen.body.data.extendable).toBe(false);
    });

    it('is as long, and as often, as they say', async () => {
      const url = await processWith({ HOLD_EXTENSIONS_MAX: '2', HOLD_EXTENSION_SECONDS: '60' });
      await extend(held, url);
      const second = await extend(held, url);
      expect(second.body.data).toMatchObject({ expiresAt: laterBy(120), extendable: false });
      expectProblem(await extend(held, url), 409, 'HOLD_NOT_EXTENDABLE');
      await until('the other process shows it too', async () => {
        return (await shown()).expiresAt === laterBy(120);
      });
    });
  });
});
