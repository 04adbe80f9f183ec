import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const workspace = join(import.meta.dirname, '../..');
const documents = globSync(['*.md', 'docs/**/*.md', 'apps/*/*.md', 'apps/api/src/**/*.md'], {
  cwd: workspace,
});

/** Targets of Markdown links to files, without their anchors. */
function linkedFiles(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
}

describe('links between documents', () => {
  it.each(documents)('lead to files that exist: %s', (document) => {
    const folder = dirname(join(workspace, document));
    const targets = linkedFiles(readFileSync(join(workspace, document), 'utf8'));
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  it('are found at all', () => {
    expect(
      linkedFiles('see [one](a.md), [two](b/c.md#part) and [the web](https://x.example)'),
    ).toEqual(['a.md', 'b/c.md']);
    expect(documents.length).toBeGreaterThan(40);
  });
});
