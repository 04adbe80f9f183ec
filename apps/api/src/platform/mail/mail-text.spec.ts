import { isMailable } from './mail-text.js';

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
