import { describeMachine, type Machine } from '../measure/machine.ts';
import { requireDurability, type DatabaseSettings } from '../database/durability.ts';
import { BenchDatabase } from '../database/bench-database.ts';
import type { ScenarioName } from '../options.ts';
import type { Bench } from './bench.ts';
import { measureGenerator } from './generator-limit.ts';
import { measureHeaders, type HeadersRow } from './headers.ts';
import { measureMemory, type MemoryMark } from './memory.ts';
import { measureProfile, type Profile } from './profile.ts';
import { measureReads, type ReadsRow } from './reads.ts';
import { measureSale, type Sale } from './sale.ts';
import { measureSales, type SalesRow } from './sales.ts';

/** Everything that one run has measured; what it was not asked for is missing. */
export interface Results {
  readonly at: Date;
  readonly machine: Machine;
  readonly database: DatabaseSettings;
  /** Requests a second that the load generator reaches against a server that does nothing. */
  readonly generatorLimit: number;
  readonly sales: readonly SalesRow[];
  /** Reserving with what buyers send beside the body. */
  readonly headers: readonly HeadersRow[];
  readonly reads: readonly ReadsRow[];
  readonly sale?: Sale;
  readonly memory: readonly MemoryMark[];
  readonly profile?: Profile;
  readonly minutes: number;
}

/** Measures what was asked for, one after the other. */
export async function measureAll(bench: Bench): Promise<Results> {
  const at = new Date();
  const wanted = (name: ScenarioName): boolean => bench.options.only.includes(name);
  return {
    at,
    machine: describeMachine(bench.cluster.home),
    database: await settingsOf(bench),
    generatorLimit: await measureGenerator(bench),
    sales: [
      ...(wanted('reserve') ? await measureSales(bench, 'reserve') : []),
      ...(wanted('flow') ? await measureSales(bench, 'flow') : []),
    ],
    headers: wanted('reserve') ? await measureHeaders(bench) : [],
    reads: wanted('reads') ? await measureReads(bench) : [],
    sale: wanted('sale') ? await measureSale(bench) : undefined,
    memory: wanted('memory') ? await measureMemory(bench) : [],
    profile: wanted('profile') ? await measureProfile(bench) : undefined,
    minutes: (Date.now() - at.getTime()) / 60_000,
  };
}

async function settingsOf(bench: Bench): Promise<DatabaseSettings> {
  const database = await BenchDatabase.create(bench.cluster, 'bench_settings');
  try {
    return await requireDurability(database.sql);
  } finally {
    await database.drop(bench.cluster);
  }
}
