import { apiSource } from './api-boundaries.mjs';
import { cyclesOf, readModuleGraph } from './module-graph.ts';

/** Prints what each module of the API imports, and every cycle; ends with 1 if there is one. */
const graph = readModuleGraph(apiSource);
for (const name of [...graph.keys()].sort()) {
  console.log(`${name} → ${[...(graph.get(name) ?? [])].sort().join(', ') || 'nothing'}`);
}
const cycles = cyclesOf(graph);
for (const cycle of cycles) console.error(`Cycle: ${cycle.join(' → ')}`);
console.log(`${cycles.length} cycles between modules.`);
process.exitCode = cycles.length === 0 ? 0 : 1;
