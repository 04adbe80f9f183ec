import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../workspace.ts';
import { commandsOf } from './commands.ts';

describe('the commands of a document', () => {
  it('are those of its blocks, in order, each with its heading, and none that are for hands', () => {
    const document = [
      ...[
        '## One',
        '```bash by-hand',
        'no',
        '```',
        '```bash',
        '## a',
        'b',
        '```',
        '```sql',
        'no',
        '```',
      ],
      ...['## Two', '```bash', '# c', '```'],
    ];
    expect(commandsOf(document.join('\n'))).toEqual([
      { heading: 'One', commands: '## a\nb' },
      { heading: 'Two', commands: '# c' },
    ]);
  });

  it('cover what an operator does', () => {
    const document = readFileSync(join(workspace, 'docs/operations.md'), 'utf8');
    expect([...new Set(commandsOf(document).map(({ heading }) => heading))]).toEqual([
      ...['What you need', 'Build', 'Database', 'Settings', 'Migrate', 'Start', 'Proxy'],
      ...['The first admin', 'The first event', 'Backup', 'Restore', 'Pooler'],
      ...['Rolling update', 'Rollback'],
    ]);
  });
});
