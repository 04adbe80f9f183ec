import type { Job, JobResult } from '../generator/job.ts';
import { startFloor } from '../servers/variants.ts';
import { Stage, type Bench } from './bench.ts';
import { measured, type Measured } from './measurement.ts';
import { MAIN_CONNECTIONS } from './sales.ts';

const STOCKS = [1_000, 1_000_000] as const;

const ANSWERS = [
  { answer: 'counts', query: '&limit=0' },
  { answer: 'page', query: '' },
] as const;

/** One kind of answer: the floor's rate, and the API's for each stock. */
export interface ReadsRow {
  /** `counts`: `limit=0`. `page`: the default, with the first twenty tickets of each tier. */
  readonly answer: 'counts' | 'page';
  readonly answerBytes: number;
  readonly floor: Measured;
  readonly ours: readonly { readonly stock: number; readonly measured: Measured }[];
}

const LEAD_IN_MS = 300;
const WARM_UP_MS = 2_000;

/** Availability reads against the floor's answer of the same size. */
export async function measureReads(bench: Bench): Promise<ReadsRow[]> {
  const stage = await Stage.set(bench, 'reads');
  bench.progress('reads: making the stock');
  const events = [];
  for (const stock of STOCKS) {
    const each = Math.floor(stock / 3);
    const eventId = await stage.database.addEvent({
      VIP: each,
      'Front Row': each,
      GA: stock - 2 * each,
    });
    events.push({ stock, eventId });
  }
  await stage.database.settle();
  const rows = [];
  for (const { answer, query } of ANSWERS) {
    const paths = events.map(({ eventId }) => `/api/v1/tickets?eventId=${eventId}${query}`);
    const body = await read(stage, paths.at(-1) ?? '');
    const floor = await startFloor({ [answer]: JSON.parse(body) as object });
    stage.endWithBench(floor);
    const targets = [
      { port: floor.port, path: `/api/v1/${answer}`, results: [] as JobResult[] },
      ...paths.map((path) => ({ port: stage.ours.port, path, results: [] as JobResult[] })),
    ];
    for (const { port, path } of targets) await stage.run(job(port, path, 0, WARM_UP_MS));
    for (let round = 1; round <= bench.options.rounds; round += 1) {
      // There and back again: none is always the one after the same other.
      for (const { port, path, results } of round % 2 === 1 ? targets : targets.toReversed()) {
        bench.progress(`reads, round ${round}: ${path}`);
        const measuredMs = (bench.options.seconds * 1000) / 2;
        results.push(await stage.run(job(port, path, LEAD_IN_MS, measuredMs)));
      }
    }
    const [ofFloor, ...ofOurs] = targets.map(({ results }) => measured(results));
    if (!ofFloor) throw new Error('The floor was not measured.');
    rows.push({
      answer,
      answerBytes: Buffer.byteLength(body),
      floor: ofFloor,
      ours: ofOurs.map((result, index) => ({ stock: STOCKS[index] ?? 0, measured: result })),
    });
    await floor.stop();
  }
  await stage.clear();
  return rows;
}

function job(port: number, path: string, warmUpMs: number, measuredMs: number): Job {
  return {
    port,
    connections: MAIN_CONNECTIONS,
    work: { kind: 'read', path },
    extent: { warmUpMs, measuredMs },
  };
}

async function read(stage: Stage, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${stage.ours.port}${path}`);
  if (!response.ok) throw new Error(`${path} was answered ${response.status}.`);
  return response.text();
}
