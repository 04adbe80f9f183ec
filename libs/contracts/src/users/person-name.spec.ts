import { isPersonName, normalizeName } from './person-name.js';

describe('a person’s name', () => {
  it.each([
    'Ada Lovelace',
    "Zoë O'Brien-Łukasz",
    '山田　太郎',
    'علی‌رضا',
    'עִבְרִית',
    // Joiners after a sign that takes the vowel away, also at the end.
    'ക്‍',
    'ශ්‍රී',
    '👩‍❤️‍👨',
    '👩🏽‍🚀',
    '7',
    '?',
    '𝒜'.repeat(255),
  ])('is %s', (name) => {
    expect(isPersonName(normalizeName(name))).toBe(true);
  });

  it.each([
    '',
    ' \u00a0\u3000',
    '\u200b\u200b',
    '\u3164',
    '\u115f\u1160',
    '\uffa0',
    '\u2800',
    '\u0301',
    '\ufe0f',
    '\ue000',
    '\u200d',
    '\u202eevil',
    'a\u2067b',
    'a\u061cb',
    'a\u200fb',
    'a\u200bb',
    'a\u2060b',
    'a\u{e0041}b',
    'a\nb',
    'a\u2028b',
    'a\0b',
    'a\ud800b',
    '\u200dAda',
    'Ada \u200cLovelace',
    'Ada\u200d\u200d',
    'Ada \u2800\u200d',
    'a'.repeat(256),
  ])('is not %j', (name) => {
    expect(isPersonName(normalizeName(name))).toBe(false);
  });

  it('is one, however its accents are written', () => {
    expect(normalizeName(' Zoe\u0308 ')).toBe('Zoë');
  });
});
