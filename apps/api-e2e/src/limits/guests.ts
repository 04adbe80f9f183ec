import type { Envelope, ReservationDto, SignInDto } from '@boxoffice/contracts';
import type { Response } from '@boxoffice/testing';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import type { Sale } from '../setup/open-sale.ts';
import { productionSettings } from '../setup/production.ts';

const { TOKEN_KEYS = '', SECRET_KEYS = '' } = productionSettings();

/** The defaults of the quotas; everything else lets a test ask as often as it likes. */
export const QUOTAS = {
  // Those of the demonstration count for this machine only, and the guests here come from elsewhere.
  TOKEN_KEYS,
  SECRET_KEYS,
  RATE_LIMITS: 'on',
  TRUSTED_PROXIES: '127.0.0.1',
  RATE_LIMIT_GUEST_ADDRESS: '100000/60',
  RATE_LIMIT_RESERVE_ADDRESS: '100000/60',
  RATE_LIMIT_RESERVE_ACCOUNT: '100000/60',
  RATE_LIMIT_DEFAULT_ADDRESS: '100000/60',
  RATE_LIMIT_MAIL_ADDRESS: '100000/60',
  RATE_LIMIT_SIGN_IN_ADDRESS: '100000/60',
};

export type Headers = Readonly<Record<string, string>>;

let guests = 0;

/** A new guest, who asks from a network address; with an e-mail address that nobody has said before, or that one. */
export async function guestAt(
  api: ApiUnderTest,
  address: string,
  email = `guest-${(guests += 1)}@guests.example`,
): Promise<Headers> {
  const from = { 'x-forwarded-for': address };
  const { body } = await api.post<Envelope<SignInDto>>(
    '/auth/guest',
    { name: 'A Guest', email },
    { headers: from },
  );
  return { ...from, authorization: `Bearer ${body.data.accessToken}` };
}

export function reserveAs(
  api: ApiUnderTest,
  headers: Headers,
  { eventId }: Sale,
  quantity: number,
  userId?: string,
): Promise<Response<Envelope<ReservationDto>>> {
  return api.post<Envelope<ReservationDto>>(
    '/booking/reserve',
    { userId, eventId, tickets: [{ tier: 'GA', quantity }] },
    { headers },
  );
}

/** For how long a reservation says that it holds its tickets. */
export function secondsOf({ body }: Response<Envelope<ReservationDto>>): number {
  const { expiresAt, serverTime } = body.data;
  return (Date.parse(expiresAt) - Date.parse(serverTime)) / 1_000;
}

export async function heldOf(api: ApiUnderTest, { eventId }: Sale): Promise<number> {
  const { held } = await api.sql.row<{ held: number }>(
    `SELECT count(*)::integer AS held FROM tickets WHERE event_id = $1 AND status = 'pending'`,
    [eventId],
  );
  return held;
}

/** Has new guests at one address hold six tickets each until they are refused, by each of two processes. */
export async function holdAllFrom(api: ApiUnderTest, sale: Sale, address: string): Promise<void> {
  for (;;) {
    const guests = [await guestAt(api, address), await guestAt(api, address)];
    let refused = 0;
    for (const guest of guests) {
      if ((await reserveAs(api, guest, sale, 6)).status !== 200) refused += 1;
    }
    if (refused === guests.length) return;
  }
}
