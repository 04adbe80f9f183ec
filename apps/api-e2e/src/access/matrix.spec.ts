import type { ApiIndexDto, Envelope, SessionDto, SignInDto } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import { signedInBy, signIn, type Person, type SignedIn } from '../accounts/people.ts';
import { expectNoChange } from '../setup/expect-no-change.ts';
import { addUser, openSale } from '../setup/open-sale.ts';
import { useApi } from '../setup/use-api.ts';
import { CALLERS, endpointsOf, LETS_IN, type Caller, type Endpoint } from './endpoints.ts';
import { TRIES, type Scene, type Try } from './tries.ts';

/** Who tries: the owner of what is tried for, or somebody else. */
type Trier = Caller | 'owner';

/** What an answer must be: a refusal of this status, or anything but a refusal. */
type Expected = 401 | 403 | 404 | 'let in';

const CODES = {
  401: 'UNAUTHENTICATED',
  403: /^(FORBIDDEN|TICKETS_OF_ANOTHER_USER)$/,
  404: /_NOT_FOUND$/,
} as const;

function expected({ rule }: Endpoint, attempt: Try, trier: Trier): Expected {
  if (trier === 'owner') return 'let in';
  if (!LETS_IN[rule].includes(trier)) return trier === 'nobody' ? 401 : 403;
  const mayAll = trier === 'admin' && attempt.adminsToo !== true;
  return attempt.othersGet === undefined || mayAll ? 'let in' : attempt.othersGet;
}

describe('every endpoint, tried as everybody', () => {
  const api = useApi({ DEMO_IDENTITY: 'off', DEMO_DATA: 'on' });
  let endpoints: readonly Endpoint[];
  let demoUsers: ApiIndexDto['demoUsers'];
  let scene: Scene;
  const signedIn = new Map<Trier, SignedIn>();

  beforeAll(async () => {
    endpoints = await endpointsOf(api);
    ({ demoUsers } = (await api.get<ApiIndexDto>('')).body);
    scene = await setTheScene();
  });

  function demoUser(name: string): Person {
    const found = demoUsers.find((user) => user.name === name);
    if (found === undefined) throw new Error(`There is no demo user ${name}.`);
    return found;
  }

  async function setTheScene(): Promise<Scene> {
    const owner = await signIn(api, demoUser('John Doe'));
    const other = await signIn(api, owner);
    const sessions = await api.get<Envelope<SessionDto[]>>('/account/sessions', other);
    const sale = await openSale(api.sql, { GA: 1 });
    const reserve = { eventId: sale.eventId, tickets: [{ tier: 'GA', quantity: 1 }] };
    const held = await api.post<Envelope<{ bookingId: string; reservedTickets: { id: string }[] }>>(
      '/booking/reserve',
      reserve,
      owner,
    );
    const { bookingId, reservedTickets } = held.body.data;
    return {
      api,
      owner,
      bookingId,
      ticketId: reservedTickets[0]?.id ?? '',
      sessionId: sessions.body.data.find(({ current }) => current)?.id ?? '',
      anyUserId: await addUser(api.sql),
    };
  }

  /** Signs somebody in the way that everybody signs in. */
  async function enter(trier: Exclude<Trier, 'nobody' | 'owner'>): Promise<SignedIn> {
    if (trier === 'guest') {
      const guest = { name: 'Gast', email: 'guest@example.org', password: '' };
      const { name, email } = guest;
      const answer = await api.post<Envelope<SignInDto>>('/auth/guest', { name, email });
      return signedInBy(answer, guest);
    }
    const names = {
      customer: 'Jane Smith',
      door_staff: 'Dora Door',
      organiser: 'Olga Organiser',
      admin: 'Admin User',
    };
    return signIn(api, demoUser(names[trier]));
  }

  async function headersOf(trier: Trier): Promise<Readonly<Record<string, string>>> {
    if (trier === 'nobody') return {};
    if (trier === 'owner') return scene.owner.headers;
    const found = signedIn.get(trier) ?? (await enter(trier));
    signedIn.set(trier, found);
    return found.headers;
  }

  async function call(
    { method, path }: Endpoint,
    attempt: Try,
    trier: Trier,
  ): Promise<Response<unknown>> {
    const parameters = attempt.path?.(scene) ?? {};
    const at = path.replaceAll(/:(\w+)/g, (_, name: string) => parameters[name] ?? `:${name}`);
    const headers = { ...(await headersOf(trier)), ...(await attempt.headers?.(scene)) };
    const answer = await request(`${api.process.url}${at}`, {
      method,
      headers,
      body: attempt.body?.(scene),
    });
    if (attempt.signsOut) signedIn.delete(trier);
    return answer;
  }

  it('is tried, and none that is not there', () => {
    const names = endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(TRIES).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(TRIES))('%s', async (name, tries) => {
    const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === name);
    if (endpoint === undefined) throw new Error('There is no such endpoint.');
    for (const attempt of tries) {
      const triers: Trier[] =
        attempt.othersGet === undefined ? [...CALLERS] : [...CALLERS, 'owner'];
      const all = triers.map((trier) => ({ trier, answer: expected(endpoint, attempt, trier) }));
      // Signed in beforehand: to begin a session is a change too.
      for (const { trier } of all) await headersOf(trier);
      await expectNoChange(api.sql, async () => {
        for (const { trier, answer } of all) {
          if (answer !== 'let in')
            expectRefusal(await call(endpoint, attempt, trier), answer, trier);
        }
      });
      for (const { trier, answer } of all) {
        if (answer === 'let in') expectLetIn(await call(endpoint, attempt, trier), trier);
      }
    }
  });
});

function expectRefusal(answer: Response<unknown>, status: 401 | 403 | 404, trier: Trier): void {
  const { code } = answer.body as { code?: string };
  expect({ trier, status: answer.status, code }).toEqual({
    trier,
    status,
    code: expect.stringMatching(CODES[status]),
  });
}

function expectLetIn({ status, body }: Response<unknown>, trier: Trier): void {
  const refused = status === 401 || status === 403 || status >= 500;
  expect({ trier, status, refused, body: refused ? body : null }).toEqual({
    trier,
    status,
    refused: false,
    body: null,
  });
}
