import { readFileSync } from 'node:fs';

const INDEX = new URL('../../BROKEN_THERE.md', import.meta.url);
const ROW = /^\|(?<tried>[^|]*)\| +`(?<file>[\w-]+\.spec\.ts)` +\| (?<name>.+?) +\|$/;

/** Rows of the table of defects that the original system was found to have. */
const DEFECTS = 23;

describe('the index of what was broken there', () => {
  const rows = readFileSync(INDEX, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const groups = ROW.exec(line)?.groups;
      return groups ? [{ tried: groups.tried?.trim(), file: groups.file, name: groups.name }] : [];
    });

  it('has every defect', () => {
    const defects = rows.filter(({ tried }) => tried !== '');
    expect(defects).toHaveLength(DEFECTS);
  });

  it('names only tests that exist', () => {
    for (const { file = '', name = '' } of rows) {
      const source = readFileSync(new URL(file, import.meta.url), 'utf8');
      expect({ file, name, exists: source.includes(name) }).toEqual({ file, name, exists: true });
    }
  });
});
