import { expect, type APIRequestContext } from '@playwright/test';
import type { Envelope } from '@boxoffice/contracts';

/** A mail as the developer's page keeps it. */
interface KeptMail {
  id: string;
  template: string;
  to: { address: string };
  text: string;
}

let serial = 0;

/** An address that nobody has used before, also not in an earlier run on the same database. */
export function freshAddress(name: string): string {
  serial += 1;
  return `${name}.${Date.now()}.${serial}@example.org`;
}

/** The mailbox of the people in the tests. */
export class Mailbox {
  constructor(private readonly request: APIRequestContext) {}

  /** The path that the newest mail of a kind leads to, with what it carries; it waits for the mail. */
  async linkIn(template: string, address: string): Promise<string> {
    let found: KeptMail | undefined;
    await expect
      // A mail is written by a job, right after the request that it follows from.
      .poll(async () => {
        found = (await this.mailsTo(address)).find((mail) => mail.template === template);
        return found?.template;
      })
      .toBe(template);
    const link = /https?:\/\/\S+(\?token=|#)\S+/.exec(found?.text ?? '')?.[0];
    if (link === undefined) throw new Error(`The mail has no link: ${found?.text ?? ''}`);
    const { pathname, search, hash } = new URL(link);
    return pathname + search + hash;
  }

  /** The newest first. */
  private async mailsTo(address: string): Promise<KeptMail[]> {
    const answer = await this.request.get(`/dev/mail/messages?to=${encodeURIComponent(address)}`);
    expect(answer.ok()).toBe(true);
    return ((await answer.json()) as Envelope<KeptMail[]>).data;
  }
}
