import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { secondsToNextTry } from './retry-schedule.js';
import { newWebhookSecret, signedHeaders } from './sign-message.js';

type Verify = (secret: string, headers: object, body: string, now?: number) => unknown;

/** The example of the documentation, as a receiver would copy it. */
async function documented(): Promise<Verify> {
  const text = readFileSync(join(import.meta.dirname, '../../../../../docs/webhooks.md'), 'utf8');
  const [, code = ''] = /```js\n(.*?)```/s.exec(text) ?? [];
  const source = `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  const { verify } = (await import(source)) as { verify: Verify };
  return verify;
}

describe('the signature of a webhook', () => {
  const at = new Date();
  const body = '{"type":"webhook.test","data":{"name":"Mérida"}}';
  const [secret, next] = [newWebhookSecret(), newWebhookSecret()];

  it('satisfies the library and the documented example, with either secret', async () => {
    const verify = await documented();
    const headers = signedHeaders('msg_1', at, body, [next, secret]);
    expect(headers['webhook-timestamp']).toBe(String(Math.floor(at.getTime() / 1_000)));
    for (const one of [secret, next]) {
      expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body));
      expect(verify(one, headers, body)).toEqual(JSON.parse(body));
    }
  });

  it('is refused by the documented example if anything is another, or old', async () => {
    const verify = await documented();
    const headers = signedHeaders('msg_1', at, body, [secret]);
    expect(() => verify(next, headers, body)).toThrow('Wrong signature');
    expect(() => verify(secret, headers, `${body} `)).toThrow('Wrong signature');
    expect(() => verify(secret, { ...headers, 'webhook-id': 'msg_2' }, body)).toThrow('Wrong');
    expect(() => verify(secret, headers, body, at.getTime() + 301_000)).toThrow('Too old');
  });
});

describe('the schedule of tries', () => {
  it('takes a little more than three days, and a tenth more at most', () => {
    const all = (random: number): number[] =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => secondsToNextTry(tries, random) ?? 0);
    expect(all(0)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(all(0).reduce((sum, one) => sum + one) / 86_400).toBeCloseTo(3.15, 2);
    for (const [index, seconds] of all(1).entries()) {
      expect(seconds).toBeLessThanOrEqual(Math.ceil((all(0)[index] ?? 0) * 1.1));
    }
    expect(secondsToNextTry(10)).toBeUndefined();
  });
});
