import { isEmailAddress } from './email-address.js';

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
    ['a number', 1],
    ['an object', { $ne: '' }],
  ])('is not %s', (_, value) => expect(isEmailAddress(value)).toBe(false));
});
