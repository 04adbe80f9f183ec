import type { HttpHeaders } from '@angular/common/http';
import type { AccountDto, GuestHoldDto, SignInDto } from '@boxoffice/contracts';

/** Somebody who has proved who they are. Lives in memory only. */
export interface SignedIn {
  account: AccountDto;
  token: string;
  /** When the token ends, on this device's clock. */
  endsAt: number;
  /** What became of tickets that were held as a guest until this sign-in; none for a renewal. */
  guestHolds?: GuestHoldDto[];
}

/**
 * Reads who is signed in. The token's end is told by the server's clock, and a device's may be hours
 * wrong: what is left of it is counted from the `Date` of the very answer.
 */
export function signedInBy(
  { accessToken, expiresAt, user, guestHolds }: SignInDto,
  headers: HttpHeaders,
  now = Date.now(),
): SignedIn {
  const serverNow = Date.parse(headers.get('Date') ?? '');
  const leftMs = Date.parse(expiresAt) - (Number.isNaN(serverNow) ? now : serverNow);
  return { account: user, token: accessToken, endsAt: now + leftMs, guestHolds };
}
