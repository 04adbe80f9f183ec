import { isLegalText, LEGAL_TEXT_MAX_LENGTH } from './legal-text.js';

describe('a legal text', () => {
  it.each([
    '',
    'Choir of St Mary, 1 Church Lane',
    'Two\nparagraphs\r\n\twith a tab',
    'see javascript: urls',
    'https://choir.example/terms?lang=en#refunds',
    '🎟️'.repeat(100),
    'x'.repeat(LEGAL_TEXT_MAX_LENGTH),
  ])('may be %j', (text) => {
    expect(isLegalText(text)).toBe(true);
  });

  it.each([
    'http://choir.example/terms',
    'javascript://choir.example/%0aalert(1)',
    'ftp://choir.example',
    'https://',
    'https://choir.example/ with a text behind',
    'https://choir.example/\u202e',
    `https://choir.example/${'x'.repeat(2_000)}`,
    'a\0b',
    'half of a character \ud83c',
    'x'.repeat(LEGAL_TEXT_MAX_LENGTH + 1),
    null,
    1,
    ['text'],
  ])('may not be %j', (text) => {
    expect(isLegalText(text)).toBe(false);
  });
});
