import { RecentLines } from './recent-lines.ts';

describe('RecentLines', () => {
  it('joins a line that arrives in pieces', () => {
    const lines = new RecentLines();
    lines.add('one\ntw');
    lines.add(Buffer.from('o\nthree'));
    expect(lines.toString()).toBe('one\ntwo\nthree');
  });

  it('keeps no more than its limit', () => {
    const lines = new RecentLines(2);
    for (const line of ['a', 'b', 'c']) lines.add(`${line}\n`);
    expect(lines.toString()).toBe('b\nc');
  });
});
