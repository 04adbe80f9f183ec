import { cutText, oneLine } from './plain-text.js';

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
