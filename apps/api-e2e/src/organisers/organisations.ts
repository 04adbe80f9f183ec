import type { Envelope, OrganiserDto, OrganiserRole } from '@boxoffice/contracts';
import { newcomer, type SignedIn } from '../accounts/people.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

/** What an organisation is founded with. */
export const CHOIR = {
  name: 'Choir of St Mary',
  contactEmail: 'tickets@choir.example',
  imprint: 'Choir of St Mary\n1 Church Lane',
  terms: 'https://choir.example/terms',
  privacy: 'https://choir.example/privacy',
  refundPolicy: 'Tickets can be returned until a week before the concert.',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  language: 'en',
} as const;

/** The organisation of the demo event, and of all events that tests write past the API. */
export const DEMO_ORGANISER = '1';

/** Makes somebody a member, or gives a member another role; written past the API. */
export async function makeMember(
  api: ApiUnderTest,
  { id }: Pick<SignedIn, 'id'>,
  role: OrganiserRole = 'owner',
  organiserId = DEMO_ORGANISER,
): Promise<void> {
  await api.sql.execute(
    `INSERT INTO organiser_members (organiser_id, user_id, role) VALUES ($1, $2, $3)
     ON CONFLICT (organiser_id, user_id) DO UPDATE SET role = excluded.role`,
    [organiserId, id, role],
  );
}

/** An organisation, and who owns it. */
export interface Organisation {
  readonly id: string;
  readonly owner: SignedIn;
}

/** Somebody new who founds an organisation. */
export async function founded(api: ApiUnderTest): Promise<Organisation> {
  const owner = await newcomer(api, 'organiser');
  const { status, body } = await api.post<Envelope<OrganiserDto>>('/organisers', CHOIR, owner);
  expect(status).toBe(201);
  return { id: body.data.id, owner };
}

/** Somebody new who works for an organisation. */
export async function memberOf(
  api: ApiUnderTest,
  organisation: Pick<Organisation, 'id'>,
  role: OrganiserRole,
): Promise<SignedIn> {
  const person = await newcomer(api);
  await makeMember(api, person, role, organisation.id);
  return person;
}

/** Who works for an organisation, by the database. */
export async function membersOf(
  api: ApiUnderTest,
  organiserId: string,
): Promise<{ id: string; role: OrganiserRole }[]> {
  return api.sql.rows(
    `SELECT user_id AS id, role FROM organiser_members WHERE organiser_id = $1 ORDER BY user_id`,
    [organiserId],
  );
}
