import { canonicalAddress, proxyCheck } from './caller-address.js';

describe('an address', () => {
  it.each([
    ['192.0.2.5', '192.0.2.5'],
    ['192.0.2.5:4000', '192.0.2.5'],
    [' 192.0.2.5 ', '192.0.2.5'],
    ['::ffff:192.0.2.5', '192.0.2.5'],
    ['::FFFF:c000:205', '192.0.2.5'],
    ['[::ffff:192.0.2.5]:80', '192.0.2.5'],
    ['2001:0DB8::0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('written %s is %s', (written, address) => {
    expect(canonicalAddress(written)).toBe(address);
  });

  it.each([
    'unknown',
    '_hidden',
    '',
    '0x7f.1',
    '010.0.0.1',
    '2130706433',
    '192.0.2.5:x',
    '192.0.2.5:4000:1',
    '[192.0.2.5',
    'a.example',
    '1.2.3',
  ])('is not %j', (written) => {
    expect(canonicalAddress(written)).toBeUndefined();
  });

  it('is none where the connection is gone', () => {
    expect(canonicalAddress(undefined)).toBeUndefined();
  });
});

describe('a proxy', () => {
  const isProxy = proxyCheck(['10.0.0.0/8', '192.0.2.9', '2001:db8:1::/48', 'loopback']);

  it.each(['10.1.2.3', '10.1.2.3:99', '::ffff:10.1.2.3', '192.0.2.9', '[2001:db8:1::7]:1', '::1'])(
    'is %s, as the settings say',
    (address) => {
      expect(isProxy(address)).toBe(true);
    },
  );

  it.each(['11.0.0.1', '192.0.2.8', '2001:db8:2::1', 'unknown', undefined])(
    'is not %s',
    (address) => {
      expect(isProxy(address)).toBe(false);
    },
  );

  it('is nobody where none is named', () => {
    expect(proxyCheck([])('127.0.0.1')).toBe(false);
  });
});
