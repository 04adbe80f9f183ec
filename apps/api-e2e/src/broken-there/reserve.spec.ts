import type { Envelope, ReservationDto } from '@boxoffice/contracts';
import { hold, pay } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('broken there: reserve', () => {
  const api = useSharedApi();

  const reserve = (body: unknown) => api.post<Envelope<ReservationDto>>('/booking/reserve', body);

  it.each([
    ['−5', -5],
    ['0', 0],
    ['1.9', 1.9],
    ['"x"', 'x'],
    ['missing', undefined],
    ['null', null],
    ['"1"', '1'],
    ['[1]', [1]],
    ['1e12', 1e12],
  ])('quantity %s: 422, nothing changes', async (_, quantity) => {
    const answer = await expectNoChange(api.sql, () =>
      reserve({ userId: 1, tickets: [{ tier: 'VIP', quantity }] }),
    );
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors?.map(({ field }) => field)).toEqual(['tickets.0.quantity']);
  });

  it('the same tier on two lines (2 + 3): added up', async () => {
    const sale = await openSale(api.sql, { VIP: 10 });
    const { status, body } = await reserve({
      userId: 1,
      eventId: sale.eventId,
      tickets: [
        { tier: 'VIP', quantity: 2 },
        { tier: 'VIP', quantity: 3 },
      ],
    });
    expect(status).toBe(200);
    expect(body.data.reservedTickets).toHaveLength(5);
    expect(body.data.total).toBe(500);
  });

  it('the same tier on two lines (2 + 3): cannot get round what there is', async () => {
    const sale = await openSale(api.sql, { VIP: 4 });
    const answer = await expectNoChange(api.sql, () =>
      reserve({
        userId: 1,
        eventId: sale.eventId,
        tickets: [
          { tier: 'VIP', quantity: 2 },
          { tier: 'VIP', quantity: 3 },
        ],
      }),
    );
    const problem = expectProblem(answer, 409, 'NOT_ENOUGH_TICKETS');
    expect(problem).toMatchObject({ available: 4, requested: 5 });
  });

  it('unknown tier: 404, saying which', async () => {
    const answer = await expectNoChange(api.sql, () =>
      reserve({ userId: 1, tickets: [{ tier: 'Balcony', quantity: 1 }] }),
    );
    expect(expectProblem(answer, 404, 'TIER_NOT_FOUND').detail).toContain('"Balcony"');
  });

  it('unknown event: 404, saying which', async () => {
    const answer = await expectNoChange(api.sql, () =>
      reserve({ userId: 1, eventId: 99_999, tickets: [{ tier: 'VIP', quantity: 1 }] }),
    );
    expect(expectProblem(answer, 404, 'EVENT_NOT_FOUND').detail).toContain('99999');
  });

  it('unknown user: 404, saying which', async () => {
    const answer = await expectNoChange(api.sql, () =>
      reserve({ userId: 99_999, tickets: [{ tier: 'VIP', quantity: 1 }] }),
    );
    expect(expectProblem(answer, 404, 'USER_NOT_FOUND').detail).toMatch(/user/);
  });

  describe('more than there is', () => {
    const order = (eventId: string, quantity: number) => ({
      userId: 1,
      eventId,
      tickets: [{ tier: 'VIP', quantity }],
    });

    it('more than there is: 409 with available and requested', async () => {
      const sale = await openSale(api.sql, { VIP: 3 });
      const answer = await expectNoChange(api.sql, () => reserve(order(sale.eventId, 4)));
      expect(expectProblem(answer, 409, 'NOT_ENOUGH_TICKETS')).toMatchObject({
        available: 3,
        requested: 4,
        shortfalls: [{ tier: 'VIP', requested: 4, available: 3, held: 0, heldUntil: null }],
      });
    });

    it('more than there is: 409 with the numbers also far above what one call may hold', async () => {
      const sale = await openSale(api.sql, { VIP: 3 });
      const answer = await expectNoChange(api.sql, () => reserve(order(sale.eventId, 1_000_000)));
      const problem = expectProblem(answer, 409, 'NOT_ENOUGH_TICKETS');
      expect(problem).toMatchObject({ available: 3, requested: 1_000_000 });
    });

    it('sold out and held by others told apart: SOLD_OUT once all are paid for', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const held = await hold(api, sale, await addUser(api.sql), 'VIP', 2);
      await pay(api, held);
      const answer = await expectNoChange(api.sql, () => reserve(order(sale.eventId, 1)));
      expect(expectProblem(answer, 409, 'SOLD_OUT')).toMatchObject({ available: 0, requested: 1 });
    });

    it('sold out and held by others told apart: HELD_BY_OTHERS until when, while one may come back', async () => {
      const sale = await openSale(api.sql, { VIP: 2 });
      const paid = await hold(api, sale, await addUser(api.sql), 'VIP');
      await pay(api, paid);
      const held = await hold(api, sale, await addUser(api.sql), 'VIP');
      const answer = await expectNoChange(api.sql, () => reserve(order(sale.eventId, 1)));
      expect(expectProblem(answer, 409, 'HELD_BY_OTHERS')).toMatchObject({
        available: 0,
        requested: 1,
        shortfalls: [{ tier: 'VIP', held: 1, heldUntil: held.expiresAt }],
      });
    });

    it('more than there is of one tier: nothing is held of the others', async () => {
      const sale = await openSale(api.sql, { VIP: 1, GA: 5 });
      const answer = await expectNoChange(api.sql, () =>
        reserve({
          userId: 1,
          eventId: sale.eventId,
          tickets: [
            { tier: 'GA', quantity: 5 },
            { tier: 'VIP', quantity: 2 },
          ],
        }),
      );
      expect(expectProblem(answer, 409, 'NOT_ENOUGH_TICKETS').shortfalls).toEqual([
        { tier: 'VIP', requested: 2, available: 1, held: 0, heldUntil: null },
      ]);
    });
  });
});
