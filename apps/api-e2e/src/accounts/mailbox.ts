import type { Envelope } from '@boxoffice/contracts';
import { request } from '@boxoffice/testing';
import type { ApiUnderTest } from '../setup/api-under-test.ts';
import { until } from '../setup/until.ts';

export interface Mail {
  readonly id: string;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** All mails to an address, the newest first. */
export async function mailsTo(api: ApiUnderTest, address: string): Promise<Mail[]> {
  const at = `${api.process.url}/dev/mail/messages?to=${encodeURIComponent(address)}`;
  return (await request<Envelope<Mail[]>>(at)).body.data;
}

/** Waits for a mail of a kind: the newest, once there are as many. */
export async function mailTo(
  api: ApiUnderTest,
  address: string,
  template: string,
  count = 1,
): Promise<Mail> {
  return until(`a mail "${template}" to ${address} is there`, async () => {
    const mails = (await mailsTo(api, address)).filter((mail) => mail.template === template);
    return mails.length >= count ? mails[0] : undefined;
  });
}

/** Waits until everything that was asked for by address has been answered, by a mail or by none. */
export async function allAnswered(api: ApiUnderTest): Promise<void> {
  await until('all requests are answered', async () => {
    const { open } = await api.sql.row<{ open: number }>(
      'SELECT count(*)::integer AS open FROM account_requests WHERE answered_at IS NULL',
    );
    return open === 0;
  });
}

/** The token of the link in a mail. */
export function tokenIn({ text }: Mail): string {
  const [, token] = /[?&]token=([^\s&]+)/.exec(text) ?? [];
  if (token === undefined) throw new Error(`No link in: ${text}`);
  return decodeURIComponent(token);
}
