import type { Envelope, ReservationDto, SignInDto } from '@boxoffice/contracts';
import { signedInBy, stranger, type Person, type SignedIn } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import type { Sale } from '../setup/open-sale.ts';

/** A booking that was paid for. */
export interface Purchase {
  readonly buyerId: string;
  readonly bookingId: string;
}

/** A ticket for somebody who is signed in, paid for. */
export async function buyTicket(
  api: ApiUnderTest,
  { eventId }: Sale,
  { id, headers }: SignedIn,
): Promise<Purchase> {
  const held = await api.post<Envelope<ReservationDto>>(
    '/booking/reserve',
    { eventId, tickets: [{ tier: 'GA', quantity: 1 }] },
    { headers },
  );
  const { bookingId, reservedTickets } = held.body.data;
  const ticketIds = reservedTickets.map((ticket) => ticket.id);
  const paid = await api.post('/booking/confirm', { ticketIds }, { headers });
  if (paid.status !== 200) throw new Error(`Could not pay: ${JSON.stringify(paid.body)}`);
  return { buyerId: id, bookingId };
}

/** A ticket for a guest of their own, who says an address that may be anybody's. */
export async function buyAsGuest(
  api: ApiUnderTest,
  sale: Sale,
  { name, email }: Pick<Person, 'name' | 'email'>,
): Promise<Purchase> {
  const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
  return buyTicket(api, sale, signedInBy(answer, { ...stranger(), name, email }));
}

/** As many guests with one address, one after the other. */
export async function buyAsGuests(
  api: ApiUnderTest,
  sale: Sale,
  person: Pick<Person, 'name' | 'email'>,
  count: number,
): Promise<Purchase[]> {
  const purchases: Purchase[] = [];
  for (let bought = 0; bought < count; bought += 1) {
    purchases.push(await buyAsGuest(api, sale, person));
  }
  return purchases;
}
