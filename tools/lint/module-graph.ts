import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { moduleOf, targetOf } from './api-modules.mjs';

/** Which modules each module imports. */
export type ModuleGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads the imports between the folders of a source tree; tests and the files beside the folders don't count. */
export function readModuleGraph(root: string): ModuleGraph {
  const graph = new Map<string, Set<string>>();
  for (const path of globSync('*/**/*.ts', { cwd: root })) {
    if (/\.(spec|fixture)\.ts$/.test(path)) continue;
    const file = join(root, path);
    const own = moduleOf(root, file);
    if (own === undefined) continue;
    const imported = graph.get(own) ?? new Set<string>();
    graph.set(own, imported);
    // It finds imports, re-exports and `import()` alike.
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      const target = targetOf(file, fileName);
      const other = target === undefined ? undefined : moduleOf(root, target);
      if (other !== undefined && other !== own) imported.add(other);
    }
  }
  return graph;
}

/** Every cycle once, beginning with its first module by name: `['a', 'b', 'a']`. */
export function cyclesOf(graph: ModuleGraph): string[][] {
  const cycles: string[][] = [];
  const walk = (start: string, path: readonly string[]): void => {
    for (const next of [...(graph.get(path.at(-1) ?? start) ?? [])].sort()) {
      if (next === start) cycles.push([...path, start]);
      // A cycle is found from its first module alone.
      else if (next > start && !path.includes(next)) walk(start, [...path, next]);
    }
  };
  for (const start of [...graph.keys()].sort()) walk(start, [start]);
  return cycles;
}
