import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from '../../workspace.ts';
import { isComplete, type BenchOptions } from '../options.ts';
import type { Results } from '../scenarios/measure-all.ts';
import { drawChart } from './chart.ts';
import { document } from './document.ts';
import {
  headersTable,
  memoryTable,
  profileTables,
  readsTable,
  reserveChart,
  saleChart,
  salesTable,
  saleTable,
  targetTable,
} from './figures.ts';

/** Prints what was measured; and writes it to `docs/` where that is everything. */
export function report(results: Results, options: BenchOptions): void {
  console.log(`\n${targetTable(results)}\n`);
  for (const kind of ['reserve', 'flow'] as const) {
    if (results.sales.some((row) => row.kind === kind))
      console.log(`${salesTable(results, kind)}\n`);
  }
  if (results.headers.length > 0) console.log(`${headersTable(results)}\n`);
  if (results.reads.length > 0) console.log(`${readsTable(results)}\n`);
  if (results.sale) console.log(`${saleTable(results)}\n`);
  if (results.memory.length > 0) console.log(`${memoryTable(results)}\n`);
  if (results.profile) {
    const { processes, shares } = profileTables(results);
    console.log(`${processes}\n\n${shares}\n`);
  }
  if (isComplete(options)) write(results, options);
}

function write(results: Results, options: BenchOptions): void {
  const docs = join(workspace, 'docs');
  writeFileSync(join(docs, 'benchmarks.md'), document(results, options));
  writeFileSync(join(docs, 'benchmarks-reserve.svg'), drawChart(reserveChart(results)));
  writeFileSync(join(docs, 'benchmarks-sale.svg'), drawChart(saleChart(results)));
  console.log('Written to docs/benchmarks.md.');
}
