import type { Envelope, ReservationDto, TicketDto } from '@boxoffice/contracts';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import { DEMO_ORGANISER, founded, memberOf } from '../organisers/organisations.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';

describe('who holds a ticket', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', DEMO_DATA: 'on' });
  let holder: SignedIn;
  let held: ReservationDto;

  beforeAll(async () => {
    const sale = await openSale(api.sql, { GA: 1 });
    holder = await newcomer(api);
    const { body } = await api.post<Envelope<ReservationDto>>(
      '/booking/reserve',
      { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] },
      holder,
    );
    held = body.data;
  });

  const show = async (person?: SignedIn) => {
    const { status, body } = await api.get<Envelope<TicketDto>>(
      `/tickets/${held.reservedTickets[0]?.id ?? ''}`,
      person,
    );
    expect({ status, ticketStatus: body.data.status }).toEqual({
      status: 200,
      ticketStatus: 'pending',
    });
    const { userId, bookingId } = body.data;
    return { userId, bookingId };
  };

  it.each([
    ['the holder', () => holder],
    ['the door of the event’s organisation', () => memberOf(api, { id: DEMO_ORGANISER }, 'door')],
    ['an admin', () => newcomer(api, 'admin')],
  ])('is told to %s', async (_, person) => {
    expect(await show(await person())).toEqual({ userId: holder.id, bookingId: held.bookingId });
  });

  it.each([
    ['nobody known', () => undefined],
    ['another buyer', () => newcomer(api)],
    ['the owner of another organisation', async () => (await founded(api)).owner],
  ])('is not told to %s', async (_, person) => {
    expect(await show(await person())).toEqual({ userId: null, bookingId: null });
  });

  it('is not told on the strength of a token that is not valid', async () => {
    const stranger = { ...holder, headers: { authorization: 'Bearer no.token.at-all' } };
    const answer = await api.get(`/tickets/${held.reservedTickets[0]?.id ?? ''}`, stranger);
    expectProblem(answer, 401, 'UNAUTHENTICATED');
  });
});
