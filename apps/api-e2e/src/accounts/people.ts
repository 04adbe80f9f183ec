import type { AccountDto, Envelope, SignInDto, UserRole } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { numberOfFile } from '../setup/shared-apis.ts';
import { mailTo, tokenIn } from './mailbox.ts';

/** Somebody with an account. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody who is signed in. */
export interface SignedIn extends Person {
  readonly id: string;
  readonly account: AccountDto;
  readonly token: string;
  /** As the browser sends it back. */
  readonly cookie: string;
  /** For requests with the token. */
  readonly headers: { readonly authorization: string };
}

let people = 0;

/** Somebody whom nobody knows yet. */
export function stranger(): Person {
  people += 1;
  // Files of tests share a database.
  const number = `${numberOfFile()}-${people}`;
  return {
    name: `Person ${number}`,
    email: `person-${number}@example.org`,
    password: `${number} lemon trees at dawn`,
  };
}

/** Somebody who has registered, opened the link in the mail and said their password. */
export async function registered(api: ApiUnderTest, person = stranger()): Promise<Person> {
  await api.post('/auth/register', person);
  const token = tokenIn(await mailTo(api, person.email, 'verify-email'));
  const { status } = await api.post('/auth/verify-email', {
    token,
    password: person.password,
  });
  expect(status).toBe(200);
  return person;
}

/** Signs somebody in, who is asked for no second factor. */
export async function signIn(api: ApiUnderTest, person: Person): Promise<SignedIn> {
  const { email, password } = person;
  const answer = await api.post<Envelope<SignInDto>>('/auth/sign-in', { email, password });
  expect(answer.status).toBe(200);
  return signedInBy(answer, person);
}

/** Who is signed in by an answer. */
export function signedInBy(answer: Response<Envelope<SignInDto>>, person: Person): SignedIn {
  const { accessToken, user } = answer.body.data;
  return {
    ...person,
    id: user.id,
    account: user,
    token: accessToken,
    cookie: cookieOf(answer),
    headers: { authorization: `Bearer ${accessToken}` },
  };
}

/** Somebody new, signed in; with a role that an admin gave them. */
export async function newcomer(api: ApiUnderTest, role: UserRole = 'customer'): Promise<SignedIn> {
  const person = await registered(api);
  if (role !== 'customer') {
    await api.sql.execute('UPDATE users SET role = $1 WHERE email_key = $2', [role, person.email]);
  }
  return signIn(api, person);
}

/** The cookie that an answer sets, as the browser sends it back. */
export function cookieOf({ headers }: Response<unknown>): string {
  const [cookie = ''] = (headers['set-cookie'] ?? '').split(';');
  return cookie;
}

/** Renews a session by its cookie. */
export function refresh(
  api: ApiUnderTest,
  cookie: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response<Envelope<SignInDto>>> {
  return api.post('/auth/refresh', undefined, { headers: { cookie, ...headers } });
}
