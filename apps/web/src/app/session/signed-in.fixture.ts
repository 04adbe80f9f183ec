import type { AccountDto, SignInDto } from '@boxoffice/contracts';

/** Somebody with an account, for tests. */
export function accountOf(more: Partial<AccountDto> = {}): AccountDto {
  return {
    id: '1',
    name: 'John Doe',
    email: 'john@boxoffice.example',
    emailVerified: true,
    role: 'customer',
    twoFactor: { enabled: false, recoveryCodesLeft: 0 },
    language: null,
    ...more,
  };
}

/** What a sign-in is answered with: a token for ten minutes from now. */
export function signInOf(token: string, account = accountOf()): SignInDto {
  const expiresAt = new Date(Date.now() + 10 * 60_000).toISOString();
  return { accessToken: token, expiresAt, user: account };
}
