import type { BookingDto, Envelope, ProblemCode, UserBookingsDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import { registered, signIn, stranger, type SignedIn } from '../accounts/people.ts';
import { pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { limitTickets } from '../setup/limit-tickets.ts';
import { openSale, type Sale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { guestAt, QUOTAS, reserveAs, type Headers } from './guests.ts';

const LIMIT = 6;

describe('a guest who names somebody’s address, which nobody has proved', () => {
  const api = useApi(QUOTAS, 1);
  let sale: Sale;
  let owner: SignedIn;

  beforeEach(async () => {
    sale = await openSale(api.sql, { GA: 50 });
    await limitTickets(api.sql, sale, { perUser: LIMIT });
    owner = await signIn(api, await registered(api));
  });

  /** The owner gets tickets: some are theirs, some are held. */
  async function ownerHas(paid: number, held: number): Promise<void> {
    const { body } = await reserveAs(api, owner.headers, sale, paid);
    const ticketIds = body.data.reservedTickets.map(({ id }) => id);
    await api.post('/booking/confirm', { ticketIds }, { headers: owner.headers });
    if (held > 0) await reserveAs(api, owner.headers, sale, held);
  }

  const named = (email = owner.email): Promise<Headers> => guestAt(api, '192.0.2.1', email);

  /** What a refusal says, but for which request it was of. */
  function saidBy(answer: Response<unknown>, code: ProblemCode = 'USER_LIMIT_EXCEEDED'): object {
    const problem = expectProblem(answer, 409, code);
    return Object.assign({}, problem, { instance: undefined, requestId: undefined });
  }

  it.each([
    [1, 0],
    [1, 1],
    [3, 2],
    [6, 0],
  ])('is refused in the same words where it has %i tickets and holds %i', async (paid, held) => {
    await ownerHas(paid, held);
    const plus = owner.email.replace('@', '+x@');
    for (const email of [owner.email, plus]) {
      const said = saidBy(await reserveAs(api, await named(email), sale, LIMIT));
      expect(said).toEqual({
        type: expect.any(String),
        title: expect.any(String),
        status: 409,
        code: 'USER_LIMIT_EXCEEDED',
        detail: `Limit: ${LIMIT} tickets per person for this event, including any you already have.`,
        error: expect.any(Object),
        limit: LIMIT,
        requested: LIMIT,
      });
    }
  });

  it('gets the words that an account gets whose mailbox is another’s with a plus', async () => {
    await ownerHas(2, 1);
    const plus = { ...stranger(), email: owner.email.replace('@', '+y@') };
    const other = await signIn(api, await registered(api, plus));
    const asAccount = saidBy(await reserveAs(api, other.headers, sale, LIMIT));
    const asGuest = saidBy(await reserveAs(api, await named(), sale, LIMIT));
    expect(asAccount).toEqual(asGuest);
  });

  it('is told nothing of the owner’s tickets by what a guest can look at', async () => {
    await ownerHas(2, 1);
    const guest = await named();
    const { body } = await reserveAs(api, guest, sale, 1);
    const { userId } = body.data.reservedTickets[0] ?? { userId: null };
    const listed = await api.get<Envelope<UserBookingsDto>>(`/booking/user/${userId}`, {
      headers: guest,
    });
    expect(listed.body.data).toMatchObject({ tickets: [], totalTickets: 0 });
    expect(listed.body.data.bookings).toHaveLength(1);
  });

  it('is told nothing of tickets that the owner’s account let go: its own hold is as long, and extended', async () => {
    const { body: letGo } = await reserveAs(api, owner.headers, sale, 2);
    await api.post(`/booking/${letGo.data.bookingId}/cancel`, {}, { headers: owner.headers });
    const guest = await named();
    const { body } = await reserveAs(api, guest, sale, 1);
    expect(body.data.message).toBe('1 ticket held for 10 minutes');
    const path = `/booking/${body.data.bookingId}`;
    const shown = await api.get<Envelope<BookingDto>>(path, { headers: guest });
    expect(shown.body.data.extendable).toBe(true);
    expect((await api.post(`${path}/extend`, {}, { headers: guest })).status).toBe(200);
  });

  it('keeps the extension of its hold, whatever other guests with the address let go', async () => {
    const guest = await named();
    const own = (await reserveAs(api, guest, sale, 1)).body.data.bookingId;
    for (const email of [owner.email, owner.email.replace('@', '+x@')]) {
      const other = await named(email);
      const { bookingId } = (await reserveAs(api, other, sale, 1)).body.data;
      await api.post(`/booking/${bookingId}/cancel`, {}, { headers: other });
    }
    const shown = await api.get<Envelope<BookingDto>>(`/booking/${own}`, { headers: guest });
    expect(shown.body.data.extendable).toBe(true);
    const extended = await api.post(`/booking/${own}/extend`, {}, { headers: guest });
    expect(extended.status).toBe(200);
    // Those whom it let go itself cost it the next one.
    await api.post(`/booking/${own}/cancel`, {}, { headers: guest });
    const next = (await reserveAs(api, guest, sale, 1)).body.data.bookingId;
    const refused = await api.post(`/booking/${next}/extend`, {}, { headers: guest });
    expectProblem(refused, 409, 'HOLD_NOT_EXTENDABLE');
  });

  it('is refused an extension in the same words, whether it was used up or tickets were let go', async () => {
    const guest = await named();
    const extend = async (bookingId: string): Promise<object> => {
      const answer = await api.post(`/booking/${bookingId}/extend`, {}, { headers: guest });
      return saidBy(answer, 'HOLD_NOT_EXTENDABLE');
    };
    const first = (await reserveAs(api, guest, sale, 1)).body.data.bookingId;
    await api.post(`/booking/${first}/extend`, {}, { headers: guest });
    const usedUp = await extend(first);
    await api.post(`/booking/${first}/cancel`, {}, { headers: guest });
    const second = (await reserveAs(api, guest, sale, 1)).body.data.bookingId;
    expect(await extend(second)).toEqual(usedUp);
  });

  it('uses up nothing of the owner’s quota, and shortens no hold of theirs', async () => {
    const guest = await named();
    await limitTickets(api.sql, sale, {});
    for (let times = 0; times < 2; times += 1) {
      const { body } = await reserveAs(api, guest, sale, 6);
      await api.post(`/booking/${body.data.bookingId}/cancel`, {}, { headers: guest });
    }
    expectProblem(await reserveAs(api, guest, sale, 1), 429, 'UNPAID_LIMIT_EXCEEDED');
    const { body } = await reserveAs(api, owner.headers, sale, 20);
    expect(body.data.message).toBe('20 tickets held for 10 minutes');
    const extended = await api.post<Envelope<BookingDto>>(
      `/booking/${body.data.bookingId}/extend`,
      {},
      { headers: owner.headers },
    );
    expect(extended.status).toBe(200);
    await pay(api, {
      userId: owner.id,
      ticketIds: body.data.reservedTickets.map(({ id }) => id),
    });
  });
});
