import type { ConfirmationDto, Envelope, UserBookingsDto, UserDto } from '@boxoffice/contracts';
import { hold, pay, type Hold } from '../setup/buy.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useSharedApi } from '../setup/use-api.ts';

describe('broken there: confirm', () => {
  const api = useSharedApi();

  async function holdVip(quantity = 1): Promise<Hold> {
    const sale = await openSale(api.sql, { VIP: quantity });
    return hold(api, sale, await addUser(api.sql), 'VIP', quantity);
  }

  const confirm = (body: unknown) => api.post<Envelope<ConfirmationDto>>('/booking/confirm', body);

  it('confirm by another user: 403', async () => {
    const { ticketIds } = await holdVip();
    const userId = await addUser(api.sql);
    const answer = await expectNoChange(api.sql, () => confirm({ userId, ticketIds }));
    expectProblem(answer, 403, 'TICKETS_OF_ANOTHER_USER');
  });

  it('confirm twice: 409 the second time, and nothing is charged again', async () => {
    const held = await holdVip();
    await pay(api, held);
    const { userId, ticketIds } = held;
    const answer = await expectNoChange(api.sql, () => confirm({ userId, ticketIds }));
    expectProblem(answer, 409, 'ALREADY_CONFIRMED');
  });

  it('confirm five times at once: one success', async () => {
    const { userId, ticketIds, bookingId } = await holdVip(2);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => confirm({ userId, ticketIds })),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(4);
    for (const answer of refused) expectProblem(answer, 409, 'ALREADY_CONFIRMED');
    const payments = await api.sql.rows('SELECT status FROM payments WHERE booking_id = $1', [
      bookingId,
    ]);
    expect(payments).toEqual([{ status: 'captured' }]);
  });

  it('ticketIds: [2,2]: 422', async () => {
    const { userId, ticketIds } = await holdVip();
    const twice = [ticketIds[0], Number(ticketIds[0])];
    const answer = await expectNoChange(api.sql, () => confirm({ userId, ticketIds: twice }));
    const { errors } = expectProblem(answer, 422, 'VALIDATION_FAILED');
    expect(errors?.map(({ field }) => field)).toEqual(['ticketIds']);
  });

  it.each(['success', 'fail'])('ticketIds: []: 422, with payment %s', async (paymentSimulation) => {
    const answer = await expectNoChange(api.sql, () =>
      confirm({ userId: 1, ticketIds: [], paymentSimulation }),
    );
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it('on failure [3,3]: 422, nothing changes', async () => {
    const { userId, ticketIds } = await holdVip();
    const answer = await expectNoChange(api.sql, () =>
      confirm({ userId, ticketIds: [...ticketIds, ...ticketIds], paymentSimulation: 'fail' }),
    );
    expectProblem(answer, 422, 'VALIDATION_FAILED');
  });

  it('paymentSimulation: "banana": 422', async () => {
    const { userId, ticketIds } = await holdVip();
    for (const paymentSimulation of ['banana', '', 1, true, ['success']]) {
      const answer = await expectNoChange(api.sql, () =>
        confirm({ userId, ticketIds, paymentSimulation }),
      );
      expectProblem(answer, 422, 'VALIDATION_FAILED');
    }
  });

  it('one user, five confirms at once: all succeed, and none is lost from the user’s list', async () => {
    const sale = await openSale(api.sql, { GA: 10 });
    const userId = await addUser(api.sql);
    const holds = await Promise.all(
      Array.from({ length: 5 }, () => hold(api, sale, userId, 'GA', 2)),
    );
    await Promise.all(holds.map((held) => pay(api, held)));
    const user = await api.get<Envelope<UserDto>>(`/users/${userId}`);
    expect([...user.body.data.tickets].sort()).toEqual(sale.tickets.GA);
    const bookings = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}`);
    expect(bookings.body.data.totalTickets).toBe(10);
  });

  it('confirms with ids in reverse order: no deadlock', async () => {
    const { userId, ticketIds } = await holdVip(20);
    const reversed = [...ticketIds].reverse();
    const answers = await Promise.all([
      confirm({ userId, ticketIds }),
      confirm({ userId, ticketIds: reversed }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
