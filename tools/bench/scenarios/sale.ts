import { BUYERS } from '../database/bench-database.ts';
import type { JobResult } from '../generator/job.ts';
import { median } from '../measure/statistics.ts';
import { Stage, type Bench } from './bench.ts';
import { MAIN_CONNECTIONS } from './sales.ts';
import { ONE_TICKET, stockFor } from './sales-plan.ts';

export interface Sale {
  readonly tickets: number;
  /** Tickets a second of each tenth, medians over the sales. */
  readonly tenths: readonly number[];
  /** Last tenth ÷ first tenth, median over the sales. */
  readonly lastToFirst: number;
}

const TICKETS = 100_000;
const QUICK_TICKETS = 20_000;

/** Each takes as long as several rounds of other scenarios do together. */
const SALES_MAX = 5;

/** Sells out events of 100,000 tickets, one after the other. */
export async function measureSale(bench: Bench): Promise<Sale> {
  const tickets = bench.options.quick ? QUICK_TICKETS : TICKETS;
  const stage = await Stage.set(bench, 'sale');
  bench.progress('sale: making the stock');
  const events = [];
  const sales = Math.min(bench.options.rounds, SALES_MAX);
  for (let sale = 0; sale <= sales; sale += 1) {
    // The first one warms up, or the first tenth of the next would be slower for that alone.
    const count = sale === 0 ? tickets / 4 : tickets;
    events.push({ count, eventId: await stage.database.addEvent(stockFor(ONE_TICKET, count)) });
  }
  await stage.database.settle();
  const results: JobResult[] = [];
  for (const [index, { count, eventId }] of events.entries()) {
    bench.progress(`sale of ${count} tickets, round ${index}`);
    const result = await stage.sell({
      port: stage.ours.port,
      connections: MAIN_CONNECTIONS,
      work: { kind: 'reserve', eventId, lines: ONE_TICKET.lines, buyers: BUYERS },
      extent: { times: count },
    });
    if (index > 0) results.push(result);
  }
  await stage.clear();
  const rates = results.map(({ tenthsMs }) => ratesOfTenths(tenthsMs, tickets));
  return {
    tickets,
    tenths: Array.from({ length: 10 }, (_, tenth) =>
      median(rates.map((ofSale) => ofSale[tenth] ?? Number.NaN)),
    ),
    lastToFirst: median(rates.map((ofSale) => (ofSale[9] ?? 0) / (ofSale[0] ?? 0))),
  };
}

/** Successes a second of each tenth, from the moments at which each was done. */
export function ratesOfTenths(tenthsMs: readonly number[], successes: number): number[] {
  return tenthsMs.map((at, index) => {
    const before = index === 0 ? 0 : (tenthsMs[index - 1] ?? 0);
    return (successes / 10 / (at - before)) * 1000;
  });
}
