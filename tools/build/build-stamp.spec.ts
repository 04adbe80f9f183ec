import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildStamp } from './build-stamp.ts';

describe('buildStamp', () => {
  let workspace: string;

  function write(file: string, text = file): void {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), text);
  }

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'build-stamp-'));
    for (const file of [
      'apps/api/src/main.ts',
      'apps/api/dist/main.js',
      'apps/web/src/main.ts',
      'apps/web/dist/browser/index.html',
      'libs/contracts/src/index.ts',
      'libs/contracts/dist/index.js',
      'libs/ticket-codes/src/index.ts',
      'libs/ticket-codes/dist/index.js',
      'nx.json',
      'package-lock.json',
      'tsconfig.base.json',
    ]) {
      write(file);
    }
  });

  afterEach(() => rmSync(workspace, { recursive: true }));

  it('stays the same while nothing changes that a build reads', () => {
    const before = buildStamp(workspace);
    write('apps/api/src/main.ts');
    write('apps/api/src/main.spec.ts', 'a new test');
    write('libs/contracts/src/openapi-metadata.ts', 'generated');
    expect(buildStamp(workspace)).toBe(before);
  });

  it.each(['apps/web/src/main.ts', 'libs/contracts/src/new.dto.ts', 'package-lock.json'])(
    'changes with %s',
    (file) => {
      const before = buildStamp(workspace);
      write(file, 'changed');
      expect(buildStamp(workspace)).not.toBe(before);
    },
  );

  it('changes when another build has written the outputs', () => {
    const before = buildStamp(workspace);
    utimesSync(join(workspace, 'apps/api/dist/main.js'), 1, 1);
    expect(buildStamp(workspace)).not.toBe(before);
  });

  it('is none when something was never built', () => {
    rmSync(join(workspace, 'apps/web/dist'), { recursive: true });
    expect(buildStamp(workspace)).toBeUndefined();
  });
});
