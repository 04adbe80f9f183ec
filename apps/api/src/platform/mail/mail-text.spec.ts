import { cutText, isMailable, oneLine } from './mail-text.js';

describe('an address', () => {
  it.each(['john@boxoffice.example', "o'brien+tickets@mail.example", 'jörg@bücher.example'])(
    'is %s',
    (address) => {
      expect(isMailable(address)).toBe(true);
    },
  );

  it.each([
    '',
    'john',
    '@example.com',
    'john@',
    'john@a@b',
    'john@example.com\r\nBcc: victim@example.com',
    'john@example.com\nBcc:victim@example.com',
    'john@example.com,victim@example.com',
    'john@example.com;victim@example.com',
    'John <john@example.com>',
    '"john doe"@example.com',
    'john@example.com\0',
    'john\u2028@example.com',
    'john@[127.0.0.1]',
    `${'a'.repeat(65)}@example.com`,
  ])('is not %j', (address) => {
    expect(isMailable(address)).toBe(false);
  });
});

describe('one line', () => {
  it('has no line ends, controls or turned writing, and keeps what letters need', () => {
    expect(oneLine(' a\r\nb\tc\u0085d\u2029e\u202ef\0 ')).toBe('a b c d e f');
    expect(oneLine('علی‌رضا 👩‍👩‍👧')).toBe('علی‌رضا 👩‍👩‍👧');
    expect(oneLine('\ud800x')).toBe('\ufffdx');
  });
});

describe('a cut text', () => {
  it.each([
    ['a'.repeat(101), 'a'.repeat(100)],
    [`${'a'.repeat(99)}🎟️`, 'a'.repeat(99)],
    [`${'a'.repeat(99)}🎫b`, `${'a'.repeat(99)}🎫`],
    [`${'a'.repeat(98)}👩‍👩‍👧`, 'a'.repeat(98)],
    ['short 👩‍👩‍👧', 'short 👩‍👩‍👧'],
    [`e${'\u0301'.repeat(200)}`, `e${'\u0301'.repeat(99)}`],
  ])('of %j has whole characters', (text, cut) => {
    expect(cutText(text, 100)).toBe(cut);
    expect(cutText(text, 100)).not.toContain('\ufffd');
  });
});
