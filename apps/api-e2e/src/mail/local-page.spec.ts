import { ProblemCode } from '@boxoffice/contracts';
import { request, type Response } from '@boxoffice/testing';
import { ApiUnderTest } from '../setup/api-under-test.ts';
import { hold, pay } from '../setup/buy.ts';
import { expectProblem } from '../setup/expect-problem.ts';
import { openSale } from '../setup/open-sale.ts';
import { rawRequest } from '../setup/raw-request.ts';
import { until } from '../setup/until.ts';
import { useApi } from '../setup/use-api.ts';
import { addBuyer } from './buyer-with-address.ts';

interface KeptMail {
  readonly id: string;
  readonly template: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

describe('the mails of the default run', () => {
  const api = useApi();

  const page = (path: string): Promise<Response<unknown>> =>
    rawRequest({ url: api.process.url, path });

  async function mailsTo(address: string): Promise<KeptMail[]> {
    const { body } = await request<{ data: KeptMail[] }>(
      `${api.process.url}/dev/mail/messages?to=${encodeURIComponent(address)}`,
    );
    return body.data;
  }

  /** Buys, and waits for the mail about it. */
  async function mailOfPurchase(name: string, eventName?: string): Promise<KeptMail> {
    const sale = await openSale(api.sql, { VIP: 2, GA: 3 });
    if (eventName !== undefined) {
      await api.sql.execute('UPDATE events SET name = $2 WHERE id = $1', [sale.eventId, eventName]);
    }
    const buyer = await addBuyer(api.sql, name);
    await pay(api, await hold(api, sale, buyer.id, 'VIP', 2));
    return until(`${buyer.address} got a mail`, async () => (await mailsTo(buyer.address))[0]);
  }

  it('are kept, and tell the buyer what was paid for', async () => {
    const mail = await mailOfPurchase('Jane Smith');
    expect(mail).toMatchObject({ template: 'booking-confirmed', to: { name: 'Jane Smith' } });
    expect(mail.subject).toMatch(/^Your tickets for Event \d+$/);
    expect(mail.text).toContain('2 × VIP: $200');
    expect(mail.text).toMatch(/http:\/\/localhost:3001\/bookings\/\d+/);
    expect(mail.html).toContain('$200');
  });

  it('are listed and shown to the developer', async () => {
    const { id, subject } = await mailOfPurchase('Jane Smith');
    const list = await page('/dev/mail');
    expect(list.status).toBe(200);
    expect(list.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(list.body).toContain(`href="/dev/mail/${id}"`);
    expect(list.body).toContain(subject);
    const shown = await page(`/dev/mail/${id}`);
    expect(shown.body).toContain(`src="/dev/mail/${id}/html" sandbox=`);
    expect(shown.body).toContain('2 × VIP: $200');
  });

  it('are shown in the language of whoever looks', async () => {
    const { id } = await mailOfPurchase('Jane Smith');
    const read = async (path: string, language: string): Promise<string> => {
      const headers = { 'accept-language': language };
      return (await rawRequest({ url: api.process.url, path, headers })).body as string;
    };
    const english = `${await read('/dev/mail', 'en-GB')}${await read(`/dev/mail/${id}`, 'en-GB')}`;
    const german = `${await read('/dev/mail', 'de-AT')}${await read(`/dev/mail/${id}`, 'de-AT')}`;
    const words = ['What would have been sent', 'All mail', 'To Jane', 'as HTML', 'As text'];
    const worte = ['Was gesendet worden', 'Alle E-Mails', 'An Jane', 'als HTML', 'Als Text'];
    expect(words.filter((text) => !english.includes(text))).toEqual([]);
    expect(worte.filter((text) => !german.includes(text))).toEqual([]);
    expect(words.filter((text) => german.includes(text))).toEqual([]);
    expect(german.match(/<html lang="de-DE">/g)).toHaveLength(2);
  });

  it('run nothing in their frame, whatever somebody wrote into them', async () => {
    const typed = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`;
    const { id, html } = await mailOfPurchase(typed, typed);
    for (const path of ['/dev/mail', `/dev/mail/${id}`, `/dev/mail/${id}/html`]) {
      const { body, headers } = await page(path);
      expect(body).not.toMatch(/<script|<img/);
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
    }
    expect(html).toContain('&lt;script&gt;');
    const { headers } = await page(`/dev/mail/${id}/html`);
    expect(headers['content-security-policy']).toMatch(/^sandbox /);
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
  });

  it('are not there for pages of other sites', async () => {
    const { status } = await rawRequest({
      url: api.process.url,
      path: '/dev/mail/messages',
      headers: { host: 'evil.example' },
    });
    expect(status).toBe(404);
  });

  it.each(['/dev/mail/1', '/dev/mail/1/html', '/dev/mail/9223372036854775807'])(
    '%s, which is no mail, is a problem',
    async (path) => {
      expectProblem(await request(`${api.process.url}${path}`), 404, ProblemCode.RouteNotFound);
    },
  );

  it('are not asked for by an id that is none', async () => {
    expectProblem(
      await request(`${api.process.url}/dev/mail/1%20OR%201`),
      400,
      ProblemCode.InvalidId,
    );
  });
});

describe('where mails are sent', () => {
  const api = new ApiUnderTest({
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'tickets@tickets.example',
  });
  beforeAll(() => api.start());
  afterAll(() => api.end());

  it.each(['/dev/mail', '/dev/mail/messages', '/dev/mail/1', '/dev/mail/1/html'])(
    'there is no %s',
    async (path) => {
      expectProblem(await request(`${api.process.url}${path}`), 404, ProblemCode.RouteNotFound);
    },
  );
});
