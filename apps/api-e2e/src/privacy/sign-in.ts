import type { Envelope, SignInDto } from '@boxoffice/contracts';
import type { ApiUnderTest } from '../setup/api-under-test.ts';

export const DEMO_PASSWORD = 'midnight orchestra at pier 4';

/** A demo user who is signed in. */
export interface SignedIn {
  readonly userId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The cookie that renews the session. */
  readonly cookie: string;
}

/** Signs a demo user in, as a browser of its own. */
export async function signIn(api: ApiUnderTest, name: string): Promise<SignedIn> {
  const { status, headers, body } = await api.post<Envelope<SignInDto>>(
    '/auth/sign-in',
    { email: `${name}@boxoffice.example`, password: DEMO_PASSWORD },
    { headers: { 'user-agent': `browser-of-${name}` } },
  );
  if (status !== 200) throw new Error(`Could not sign in: ${status} ${JSON.stringify(body)}`);
  return {
    userId: body.data.user?.id ?? '',
    headers: { authorization: `Bearer ${body.data.accessToken ?? ''}` },
    cookie: (headers['set-cookie'] ?? '').split(';')[0] ?? '',
  };
}
