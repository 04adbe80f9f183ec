import type { Envelope, OrganiserEventDto } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import type { SignedIn } from '../accounts/people.ts';
import { memberOf } from '../organisers/organisations.ts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { numberOfFile } from '../setup/shared-apis.ts';

let organisations = 0;

/** An organisation, written past the API. */
async function addOrganisation(api: ApiUnderTest): Promise<string> {
  organisations += 1;
  const id = String(5_000 + numberOfFile() * 10_000 + organisations);
  await api.sql.execute(
    `INSERT INTO organisers (id, name, contact_email, currency, time_zone, language)
     VALUES ($1::bigint, 'Organisation ' || $1, 'box@choir.example', 'EUR', 'Europe/Berlin', 'en')`,
    [id],
  );
  return id;
}

/** The choir's concert, with three tiers; a test changes what it is about. */
export const CONCERT = {
  name: 'Mass in B minor',
  subtitle: 'The choir of St Mary sings Bach',
  description: 'Two hours, with an interval.',
  languages: ['la', 'de'],
  venue: 'St Mary’s Church',
  address: '1 Church Lane\nHamburg',
  timeZone: 'Europe/Berlin',
  startsAt: '2097-03-14T19:30',
  endsAt: '2097-03-14T21:45',
  doorsAt: '2097-03-14T18:45',
  currency: 'EUR',
  maxTicketsPerBooking: 6,
  maxTicketsPerUser: 6,
  tiers: [
    {
      name: 'Nave',
      priceMinor: 2_800,
      capacity: 120,
      color: 'blue',
      ticketTypes: [
        { name: 'Adult', priceMinor: 2_800 },
        { name: 'Student', priceMinor: 1_400, condition: 'With a student card', maxPerBooking: 4 },
      ],
    },
    { name: 'Aisle', priceMinor: 2_200, capacity: 120 },
    { name: 'Gallery', priceMinor: 1_500, capacity: 80 },
  ],
};

/** An organisation's events, as its manager works on them. */
export class Workspace {
  private constructor(
    private readonly api: ApiUnderTest,
    readonly id: string,
    readonly manager: SignedIn,
  ) {}

  static async open(api: ApiUnderTest): Promise<Workspace> {
    const id = await addOrganisation(api);
    return new Workspace(api, id, await memberOf(api, { id }, 'manager'));
  }

  /** Sends a request for a path below the organisation's events, as its manager. */
  send<Body = Envelope<OrganiserEventDto>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path = '',
    body?: unknown,
    headers: Readonly<Record<string, string>> = this.manager.headers,
  ): Promise<Response<Body>> {
    const url = this.api.at(`/organisers/${this.id}/events${path}`);
    return request<Body>(url, { method, body, headers });
  }

  /** Creates an event that must succeed. */
  async create(fields: object = {}): Promise<OrganiserEventDto> {
    const { status, body } = await this.send('POST', '', { ...CONCERT, ...fields });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body.data;
  }

  /** Creates and publishes one. */
  async publish(fields: object = {}): Promise<OrganiserEventDto> {
    const { id } = await this.create(fields);
    const { status, body } = await this.send('POST', `/${id}/publish`, {});
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.data;
  }
}
