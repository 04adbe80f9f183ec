import { BUYERS } from '../database/bench-database.ts';
import { median } from '../measure/statistics.ts';
import { residentBytes } from '../measure/process-stats.ts';
import { Stage, type Bench } from './bench.ts';
import { MAIN_CONNECTIONS } from './sales.ts';
import { ONE_TICKET, stockFor } from './sales-plan.ts';

/** Resident memory of the API's process after so many requests. */
export interface MemoryMark {
  readonly requests: number;
  readonly bytes: number;
}

const MARKS = [100_000, 250_000, 500_000, 1_000_000] as const;
const QUICK_MARKS = [10_000, 30_000] as const;

const SAMPLE_EVERY_MS = 100;

/** Samples of so long before a mark count: memory goes up and down with the garbage collector. */
const SAMPLES_OF_MS = 2_000;

/** Reserves ticket after ticket, and looks at the memory at each mark, under load. */
export async function measureMemory(bench: Bench): Promise<MemoryMark[]> {
  const marks = bench.options.quick ? QUICK_MARKS : MARKS;
  const stage = await Stage.set(bench, 'memory');
  bench.progress('memory: making the stock');
  const eventId = await stage.database.addEvent(stockFor(ONE_TICKET, Math.max(...marks)));
  await stage.database.settle();
  const measured: MemoryMark[] = [];
  let done = 0;
  for (const requests of marks) {
    bench.progress(`memory: up to ${requests} requests`);
    const samples: number[] = [];
    const sampling = setInterval(
      () => samples.push(residentBytes(stage.ours.pid)),
      SAMPLE_EVERY_MS,
    );
    try {
      await stage.sellAndLeave({
        port: stage.ours.port,
        connections: MAIN_CONNECTIONS,
        work: { kind: 'reserve', eventId, lines: ONE_TICKET.lines, buyers: BUYERS },
        extent: { times: requests - done },
      });
    } finally {
      clearInterval(sampling);
    }
    done = requests;
    const last = samples.slice(-SAMPLES_OF_MS / SAMPLE_EVERY_MS);
    measured.push({ requests, bytes: median(last) });
  }
  await stage.clear();
  return measured;
}
