import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { apiSource } from './api-boundaries.mjs';
import { cyclesOf, readModuleGraph } from './module-graph.ts';

describe('the modules of the API', () => {
  const graph = readModuleGraph(apiSource);

  it('form no cycle', () => {
    expect(graph.size).toBeGreaterThan(8);
    expect(cyclesOf(graph)).toEqual([]);
  });

  it('stand on a platform that imports none of them', () => {
    expect([...(graph.get('platform') ?? ['not read'])]).toEqual([]);
  });
});

describe('a cycle', () => {
  it.each([
    ['of two', { a: ['b'], b: ['a'] }, [['a', 'b', 'a']]],
    ['of three, once', { a: ['b'], b: ['c'], c: ['a'] }, [['a', 'b', 'c', 'a']]],
    ['that the first module only leads to', { a: ['b'], b: ['c'], c: ['b'] }, [['b', 'c', 'b']]],
    ['nowhere', { a: ['b', 'c'], b: ['c'], c: [] }, []],
  ])('is found: %s', (_where, edges: Record<string, string[]>, cycles) => {
    const graph = new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));
    expect(cyclesOf(graph)).toEqual(cycles);
  });

  it('is found in source files, however they import', () => {
    const root = mkdtempSync(join(tmpdir(), 'modules-'));
    const files = {
      'main.ts': "import './a/one.js';",
      'a/one.ts': "import type { B } from '../b/two.js';",
      'b/two.ts': "export * from '../c/three.js'; import 'node:fs';",
      'c/deep/four.ts': "const a = await import('../../a/one.js');",
      'c/three.spec.ts': "import '../b/two.js';",
    };
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), code);
    }
    expect(cyclesOf(readModuleGraph(root))).toEqual([['a', 'b', 'c', 'a']]);
    rmSync(root, { recursive: true });
  });
});
