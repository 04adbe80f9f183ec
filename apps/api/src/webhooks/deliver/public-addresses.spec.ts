import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { isPublicAddress, NameLookup, PublicAddresses } from './public-addresses.js';
import { SendRequest } from './send-request.js';

const PRIVATE = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
];

/** Answers one after the other; the last one from then on. */
class Answers extends NameLookup {
  asked = 0;

  constructor(private readonly answers: string[][]) {
    super();
  }

  override all(): Promise<{ address: string; family: number }[]> {
    const answer = this.answers[Math.min(this.asked, this.answers.length - 1)] ?? [];
    this.asked += 1;
    return Promise.resolve(
      answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }
}

function settings(allowsPrivate: boolean): Settings {
  const chosen = new Settings();
  chosen.WEBHOOKS_ALLOW_PRIVATE = allowsPrivate;
  chosen.WEBHOOK_TIMEOUT_MS = 60_000;
  return chosen;
}

describe('where webhooks may go', () => {
  it.each(PRIVATE)('not to %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])('to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['https://10.0.0.1/', 0],
    ['https://[::1]/', 0],
    ['https://0x7f000001/', 0],
    ['https://017700000001/', 0],
    ['http://crm.choir.org/', 0],
    ['https://localhost/', 0],
    ['https://printer.local/', 0],
    ['https://crm.choir.org/', 1],
  ])('not to %s, and no lookup leads there', async (url, lookups) => {
    const names = new Answers([['93.184.216.34', '10.0.0.1']]);
    const addresses = new PublicAddresses(settings(false), names);
    await expect(addresses.of(new URL(url))).rejects.toThrow(/must|isn’t public/);
    expect(names.asked).toBe(lookups);
  });

  it('to a name all of whose addresses are public, and not to one without any', async () => {
    const found = new PublicAddresses(settings(false), new Answers([['8.8.8.8', '2606:4700::1']]));
    expect(await found.of(new URL('https://crm.choir.org/'))).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    const lost = new PublicAddresses(settings(false), new Answers([[]]));
    await expect(lost.of(new URL('https://crm.choir.org/'))).rejects.toThrow('no address');
  });

  it('to the address that was checked, whatever the name says a moment later', async () => {
    const hosts: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      hosts.push(request.headers.host);
      response.end('in');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const url = `http://rebinding.choir.org:${port}/`;
    try {
      // The control: a second look would lead to 127.0.0.2, where nobody listens.
      const names = new Answers([['127.0.0.1'], ['127.0.0.2']]);
      const open = settings(true);
      const send = new SendRequest(open, new PublicAddresses(open, names), new SystemClock());
      expect(await send.post(url, {}, '{}')).toMatchObject({ statusCode: 200, response: 'in' });
      expect(names.asked).toBe(1);
      expect(hosts).toEqual([`rebinding.choir.org:${port}`]);
      expect((await send.post(url, {}, '{}')).statusCode).toBeNull();

      // The name first says something public, and something private when it is asked for the connection.
      const rebinding = new Answers([['93.184.216.34'], ['127.0.0.1']]);
      const strict = settings(false);
      const checked = new PublicAddresses(strict, rebinding);
      expect(await checked.of(new URL('https://rebinding.choir.org/'))).toHaveLength(1);
      const guarded = new SendRequest(strict, checked, new SystemClock());
      const outcome = await guarded.post(`https://rebinding.choir.org:${port}/`, {}, '{}');
      expect(outcome).toMatchObject({
        statusCode: null,
        error: 'The host has an address that isn’t public.',
      });
      expect(hosts).toHaveLength(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
