import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../docs/adr');

/** Long enough for context, decision and consequences; details belong in the appendix. */
const WORDS_MAX = 250;

const files = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
const index = readFileSync(join(folder, 'README.md'), 'utf8');

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

describe('decision records', () => {
  it.each(files)('fit into 250 words: %s', (name) => {
    expect(wordsIn(readFileSync(join(folder, name), 'utf8'))).toBeLessThanOrEqual(WORDS_MAX);
  });

  it.each(files)('say context, decision and consequences: %s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const part of ['Context', 'Decision', 'Consequences']) {
      expect(text).toMatch(new RegExp(`^(## ${part}|\\*\\*${part})`, 'm'));
    }
  });

  it('are listed, each under a number of its own', () => {
    const numbers = files.map((name) => name.slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(files.filter((name) => !index.includes(`[${name.slice(0, 4)}](${name})`))).toEqual([]);
  });

  it('say in the list, too, which of them are superseded', () => {
    for (const name of files) {
      const by = /\*\*Superseded by \[ADR (\d+)\]/.exec(readFileSync(join(folder, name), 'utf8'));
      const row = index.split('\n').find((line) => line.includes(`](${name})`)) ?? '';
      expect(/superseded by (\d+)/.exec(row)?.[1]).toBe(by?.[1]);
    }
  });
});
