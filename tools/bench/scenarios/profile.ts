import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUYERS } from '../database/bench-database.ts';
import type { Job } from '../generator/job.ts';
import { cpuSeconds, cpuSecondsWithChildren } from '../measure/process-stats.ts';
import { timeByGroup, type CpuProfile } from '../profile/cpu-profile.ts';
import { Stage, type Bench } from './bench.ts';
import { MAIN_CONNECTIONS } from './sales.ts';
import { ONE_TICKET, stockFor } from './sales-plan.ts';

/** Where the time goes while one ticket is reserved again and again. */
export interface Profile {
  readonly seconds: number;
  readonly requests: number;
  /** Processor time of each process, or group of processes, in seconds. */
  readonly cpuSeconds: { readonly api: number; readonly postgres: number; readonly load: number };
  /** What PostgreSQL takes to seal the audit of as many requests, which it does later, in seconds. */
  readonly sealingSeconds: number;
  /** Share of the API's main thread, by what the time went into; from 0 to 1, largest first. */
  readonly shares: readonly (readonly [group: string, share: number])[];
}

const STOCK = 400_000;
const WARM_UP_MS = 4_000;
const SAMPLE_EVERY_MICROS = 500;

/** The main load once more, with V8's profiler on and the processors' time counted. */
export async function measureProfile(bench: Bench): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), 'boxoffice-profile-'));
  try {
    const stage = await Stage.set(bench, 'profile', [
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      `--cpu-prof-interval=${SAMPLE_EVERY_MICROS}`,
    ]);
    bench.progress('profile: reserve, 1 ticket');
    const eventId = await stage.database.addEvent(stockFor(ONE_TICKET, STOCK));
    await stage.database.settle();
    const load = (measuredMs: number): Job => ({
      port: stage.ours.port,
      connections: MAIN_CONNECTIONS,
      work: { kind: 'reserve', eventId, lines: ONE_TICKET.lines, buyers: BUYERS },
      extent: { warmUpMs: 0, measuredMs },
    });
    await stage.sell(load(WARM_UP_MS));
    const ofPostgres = (): number => cpuSecondsWithChildren(bench.cluster.pid);
    const spent = (): Profile['cpuSeconds'] => ({
      api: cpuSeconds(stage.ours.pid),
      postgres: ofPostgres(),
      load: cpuSeconds(bench.generator.pid),
    });
    const before = spent();
    const result = await stage.sellAndLeave(load(bench.options.seconds * 1000));
    const after = spent();
    const sealed = await stage.database.sealAudit();
    const secondsOfOne = (ofPostgres() - after.postgres) / sealed;
    // The profile is written when the API ends.
    await stage.clear();
    const [file = ''] = readdirSync(folder);
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    return {
      seconds: result.measuredMs / 1000,
      requests: result.counted,
      cpuSeconds: {
        api: after.api - before.api,
        postgres: after.postgres - before.postgres,
        load: after.load - before.load,
      },
      sealingSeconds: secondsOfOne * result.counted,
      shares: shares(timeByGroup(profile, result.windowMicros)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function shares(times: ReadonlyMap<string, number>): (readonly [string, number])[] {
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([group, time]) => [group, time / total] as const)
    .sort(([, a], [, b]) => b - a);
}
