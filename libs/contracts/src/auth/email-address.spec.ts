import { addressKey, isEmailAddress, mailboxKey } from './email-address.js';

describe('an e-mail address', () => {
  it.each([
    'ada@example.org',
    'a.b+c@sub.example.co.uk',
    'jürgen@example.org',
    "o'hara@example.org",
  ])('is %s', (address) => expect(isEmailAddress(address)).toBe(true));

  it.each([
    ['nothing', ''],
    ['no address', 'ada'],
    ['a name beside it', 'Ada <ada@example.org>'],
    ['two addresses', 'ada@example.org,eve@example.org'],
    ['a header', 'ada@example.org\r\nBcc: eve@example.org'],
    ['a header in quotes', '"a\r\nBcc: eve"@example.org'],
    ['blanks in quotes', '"a b"@example.org'],
    ['a zero byte', 'ada\u0000@example.org'],
    ['half a character', 'ada\ud800@example.org'],
    ['too much', `${'a'.repeat(64)}@${'b'.repeat(200)}.example.org`],
    ['a KELVIN SIGN, which is no K', '\u212aim@mail.example'],
    ['an ANGSTROM SIGN', '\u212bsa@mail.example'],
    ['full-width letters', '\uff41da@mail.example'],
    ['a ligature', '\ufb01nn@mail.example'],
    ['a joiner that nobody sees', 'a\u200dda@mail.example'],
    ['a filler that nobody sees', 'a\u115fda@mail.example'],
    ['a path after the domain', 'ada@mail.example/x'],
    ['an escaped domain', 'ada@m%61il.example'],
    ['a number for a domain', 'ada@2130706433'],
    ['no domain', 'ada@'],
    ['no local part', '@mail.example'],
    ['a number', 1],
    ['an object', { $ne: '' }],
  ])('is not %s', (_, value) => expect(isEmailAddress(value)).toBe(false));
});

describe('the key of an address', () => {
  it.each([
    ['its case', 'Kim@Mail.Example', 'kim@mail.example'],
    ['blanks around it', ' kim@mail.example ', 'kim@mail.example'],
    ['a composed letter', 'ren\u00e9@mail.example', 'ren\u00e9@mail.example'],
    ['a decomposed letter', 'RENE\u0301@mail.example', 'ren\u00e9@mail.example'],
    ['a domain in letters', 'info@B\u00fccher.example', 'info@xn--bcher-kva.example'],
    ['a domain in decomposed letters', 'info@bu\u0308cher.example', 'info@xn--bcher-kva.example'],
    ['a domain in ASCII', 'info@XN--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ['a full-width domain', 'info@\uff4dail\u3002example', 'info@mail.example'],
    ['a dotted capital I', '\u0130da@mail.example', 'i\u0307da@mail.example'],
  ])('does not depend on %s', (_, address, key) => {
    expect(addressKey(address)).toBe(key);
    expect(addressKey(key)).toBe(key);
  });

  it('keeps a tag, which may be another mailbox', () => {
    expect(addressKey('kim+a@mail.example')).not.toBe(addressKey('kim@mail.example'));
  });

  it('is never made of what is no address', () => {
    expect(() => addressKey('\u212aim@mail.example')).toThrow(RangeError);
    expect(() => mailboxKey('kim')).toThrow(RangeError);
  });

  it('is the same again for every letter that it lets through', () => {
    const addresses = Array.from(
      { length: 0xffff },
      (_, code) => `a${String.fromCharCode(code)}b@mail.example`,
    ).filter((address) => isEmailAddress(address));
    expect(addresses.length).toBeGreaterThan(50_000);
    expect(addresses.filter((one) => addressKey(addressKey(one)) !== addressKey(one))).toEqual([]);
    // Nothing that stands for another letter ends up as that letter.
    const folded = addresses.filter(
      (one) => addressKey(one) !== one.toLowerCase().normalize('NFC'),
    );
    expect(folded).toEqual([]);
  });
});

describe('the key of a mailbox', () => {
  it.each([
    ['kim@mail.example', 'kim@mail.example'],
    ['Kim+1@mail.example', 'kim@mail.example'],
    ['kim+1+2@B\u00fccher.example', 'kim@xn--bcher-kva.example'],
    ['+kim@mail.example', '+kim@mail.example'],
  ])('of %s is %s', (address, key) => expect(mailboxKey(address)).toBe(key));
});
