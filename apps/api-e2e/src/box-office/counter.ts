import type { CounterSaleDto, Envelope, SellAtCounterDto } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import type { SignedIn } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

/** Where an organisation works with an event. */
export interface WorkPlace {
  readonly organiserId: string;
  readonly eventId: string;
}

export function pathOf({ organiserId, eventId }: WorkPlace): string {
  return `/organisers/${organiserId}/events/${eventId}`;
}

/** Sells at the counter, as somebody. */
export function sell(
  api: ApiUnderTest,
  place: WorkPlace,
  { headers }: Pick<SignedIn, 'headers'>,
  body: Partial<SellAtCounterDto>,
  key?: string,
): Promise<Response<Envelope<CounterSaleDto>>> {
  return api.post(`${pathOf(place)}/counter-sales`, body, {
    headers: { ...headers, ...(key !== undefined && { 'idempotency-key': key }) },
  });
}

/** Reads what is there for the box office, as somebody. */
export async function read<Data>(
  api: ApiUnderTest,
  place: WorkPlace,
  { headers }: Pick<SignedIn, 'headers'>,
  path: string,
): Promise<Response<Envelope<Data>>> {
  return request(api.at(`${pathOf(place)}${path}`), { headers });
}

/** The id of a tier of an event. */
export async function tierIdOf(api: ApiUnderTest, eventId: string, name: string): Promise<string> {
  const { id } = await api.sql.row<{ id: string }>(
    'SELECT id FROM tiers WHERE event_id = $1 AND name = $2',
    [eventId, name],
  );
  return id;
}
