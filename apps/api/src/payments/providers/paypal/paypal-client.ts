import type { Settings } from '../../../platform/config/settings.js';
import {
  ProviderRefusedError,
  ProviderUnavailableError,
  type ProviderAccount,
  type RefusalReason,
} from '../payment-provider.js';

/** A buyer waits for the answer, and asking again with the same key is safe. */
const TIMEOUT_MS = 15_000;

/** A token is renewed this long before it ends: it must outlive the call that it is sent with. */
const TOKEN_MARGIN_MS = 60_000;

/** One for each organiser; more than these begin anew. */
const TOKENS_MAX = 1_000;

const REASONS: Readonly<Record<number, RefusalReason>> = { 401: 'key', 403: 'permission' };

/** PayPal refuses, and says by a word what it doesn't like. */
export class PayPalRefusal extends ProviderRefusedError {
  constructor(
    readonly status: number,
    /** Such as INSTRUMENT_DECLINED; the sentences beside it may quote what was sent. */
    readonly issue: string,
    debugId: string,
  ) {
    super(`PayPal refused with ${String(status)} (${issue}, ${debugId}).`, REASONS[status]);
  }
}

/** What is posted, as it is; done twice with the same key, it is done once. */
interface Posted {
  body: string;
  key?: string;
}

/** Asks PayPal over HTTP, signed in as an account. */
export class PayPalClient {
  private readonly tokens = new Map<string, { value: string; until: number }>();

  constructor(private readonly settings: Pick<Settings, 'PAYPAL_API_URL'>) {}

  /** @throws PayPalRefusal, ProviderUnavailableError */
  async ask<T>(account: ProviderAccount, path: string, posted?: Posted): Promise<T> {
    const known = this.tokens.get(this.keyOf(account));
    if (known && known.until > Date.now()) {
      try {
        return await this.send<T>(account, path, known.value, posted);
      } catch (error) {
        // The token may have been withdrawn before its time.
        if (!(error instanceof PayPalRefusal) || error.status !== 401) throw error;
      }
    }
    return this.send<T>(account, path, await this.signIn(account), posted);
  }

  /** Asks for a token. */
  async signIn(account: ProviderAccount): Promise<string> {
    const { clientId = '', clientSecret = '' } = account;
    const answer = await this.fetch<{ access_token: string; expires_in: number }>(
      account,
      '/v1/oauth2/token',
      {
        method: 'POST',
        body: 'grant_type=client_credentials',
        headers: {
          Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
      },
    );
    if (this.tokens.size >= TOKENS_MAX) this.tokens.clear();
    this.tokens.set(this.keyOf(account), {
      value: answer.access_token,
      until: Date.now() + answer.expires_in * 1000 - TOKEN_MARGIN_MS,
    });
    return answer.access_token;
  }

  private send<T>(
    account: ProviderAccount,
    path: string,
    token: string,
    posted?: Posted,
  ): Promise<T> {
    return this.fetch<T>(account, path, {
      method: posted ? 'POST' : 'GET',
      body: posted?.body,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        Prefer: 'return=representation',
        ...(posted?.key === undefined ? {} : { 'PayPal-Request-Id': posted.key }),
      },
    });
  }

  private async fetch<T>(account: ProviderAccount, path: string, init: RequestInit): Promise<T> {
    // Keys go to no other address than the one that was asked.
    const bounds = { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
    const { response, answer } = await fetch(this.baseOf(account) + path, { ...init, ...bounds })
      .then(async (response) => ({ response, answer: parsed(await response.text()) }))
      .catch(() => {
        throw new ProviderUnavailableError("PayPal can't be reached.");
      });
    const { status, ok } = response;
    if (ok && answer) return answer as T;
    const debugId = response.headers.get('paypal-debug-id') ?? 'no debug id';
    if (ok || status === 409 || status === 429 || status >= 500) {
      throw new ProviderUnavailableError(`PayPal answered ${String(status)} (${debugId}).`);
    }
    throw new PayPalRefusal(status, issueOf(answer), debugId);
  }

  private baseOf({ environment }: ProviderAccount): string {
    const name = environment === 'live' ? 'api-m' : 'api-m.sandbox';
    return this.settings.PAYPAL_API_URL ?? `https://${name}.paypal.com`;
  }

  private keyOf({ environment, clientId, clientSecret }: ProviderAccount): string {
    return JSON.stringify([environment, clientId, clientSecret]);
  }
}

/** The object that a text is, or none. */
export function parsed(text: string): object | undefined {
  try {
    return (JSON.parse(text) as object | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A word in capitals; whatever else stands there is not repeated. */
function issueOf(answer: object = {}): string {
  const known = answer as { details?: { issue?: string }[]; name?: string; error?: string };
  const issue = known.details?.[0]?.issue ?? known.name ?? known.error ?? '';
  return /^\w{1,60}$/.test(issue) ? issue : 'no reason';
}
