import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../workspace.ts';
import { rehearsedCommands } from './commands.ts';

describe('the commands of a document', () => {
  it('are those of the blocks that are marked, in order, each with its heading', () => {
    const document = [
      '## One',
      '```bash',
      'no',
      '```',
      '```bash rehearsed',
      'a',
      'b',
      '```',
      '## Two',
    ];
    expect(rehearsedCommands([...document, '```bash rehearsed', '# c', '```'].join('\n'))).toEqual([
      { heading: 'One', commands: 'a\nb' },
      { heading: 'Two', commands: '# c' },
    ]);
  });

  it('cover what an operator does', () => {
    const document = readFileSync(join(workspace, 'docs/operations.md'), 'utf8');
    expect(new Set(rehearsedCommands(document).map(({ heading }) => heading))).toEqual(
      new Set([
        ...['What you need', 'Build', 'Database', 'Secrets', 'Migrate', 'Start', 'Proxy'],
        ...['The first admin', 'Backup', 'Restore', 'Rolling update', 'Rollback'],
      ]),
    );
  });
});
