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

/** Paths in code style that begin at the top of the repository; those with placeholders are none. */
function namedPaths(text: string): string[] {
  return [...text.matchAll(/`((?:apps|libs|tools|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
}

/** What a build or a run makes is not there on a fresh clone. */
const MADE = /\/(dist|test-results|node_modules)(\/|$)/;

describe('links between documents', () => {
  it.each(documents)('lead to files that exist: %s', (document) => {
    const folder = dirname(join(workspace, document));
    const targets = linkedFiles(readFileSync(join(workspace, document), 'utf8'));
    expect(targets.filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });

  it.each(documents)('name paths that exist: %s', (document) => {
    const named = namedPaths(readFileSync(join(workspace, document), 'utf8'));
    const missing = named.filter((path) => !MADE.test(path) && !existsSync(join(workspace, path)));
    expect(missing).toEqual([]);
  });

  it('are found at all', () => {
    expect(
      linkedFiles('see [one](a.md), [two](b/c.md#part) and [the web](https://x.example)'),
    ).toEqual(['a.md', 'b/c.md']);
    expect(namedPaths('in `apps/api/src/x.ts`, not `npm test` or `src/x`')).toEqual([
      'apps/api/src/x.ts',
    ]);
    expect(documents.length).toBeGreaterThan(40);
  });
});
