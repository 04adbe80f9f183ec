import { BUYERS } from '../database/bench-database.ts';
import type { Job, JobResult } from '../generator/job.ts';
import type { ServerProcess } from '../servers/server-process.ts';
import { startFloor, startOneTransaction, type Variant } from '../servers/variants.ts';
import { Stage, type Bench } from './bench.ts';
import { measured, type Measured } from './measurement.ts';
import { FOUR_MIXED, ONE_TICKET, requestsIn, stockFor, type Basket } from './sales-plan.ts';

export const CONNECTIONS = [1, 16, 64, 256] as const;

/** The number of connections that the targets are about; and one alone. */
export const MAIN_CONNECTIONS = 64;

/** One line of the results: a kind of load, on so many connections, for each variant. */
export interface SalesRow {
  readonly kind: 'reserve' | 'flow';
  readonly basket: string;
  readonly connections: number;
  readonly results: Readonly<Partial<Record<Variant, Measured>>>;
}

type Kind = SalesRow['kind'];

/** Not counted at the begin of each measurement: connections open, and batches find their size. */
export const LEAD_IN_MS = 300;

/** Long enough for V8 to compile what is hot. */
export const WARM_UP_MS = 3_000;
export const WARM_UP_STOCK = 60_000;

/** Where no target looks, a quarter of the time must do. */
const SHORTER = 4;

/** Loads of one basket: what they run on, and what came of them so far. */
interface Basketful {
  readonly basket: Basket;
  readonly stage: Stage;
  /** One for each number of connections. */
  readonly cells: readonly Cell[];
  readonly plan: readonly Planned[];
}

interface Cell {
  readonly count: number;
  readonly results: Map<Variant, JobResult[]>;
}

/** When a measurement has its turn. */
interface Turn {
  readonly round: number;
  readonly cell: Pick<Cell, 'count'>;
}

/** One measurement, and the event that it has for itself. */
interface Planned extends Turn {
  readonly stage: Stage;
  readonly basket: Basket;
  readonly cell: Cell;
  readonly variant: Variant;
  readonly server: ServerProcess;
  readonly seconds: number;
  readonly eventId: string;
}

/**
 * Loads of one kind, for each basket, each number of connections and each variant. All take turns, round after
 * round, and those of one number of connections follow each other ({@link inTurns}).
 */
export async function measureSales(bench: Bench, kind: Kind): Promise<SalesRow[]> {
  const all: Basketful[] = [];
  for (const basket of [ONE_TICKET, FOUR_MIXED]) all.push(await prepare(bench, kind, basket));
  for (const planned of inTurns(
    all.map(({ plan }) => plan),
    bench.options.rounds,
  )) {
    await measure(bench, kind, planned);
  }
  for (const { stage } of all) await stage.clear();
  return all.flatMap(({ basket, cells }) =>
    cells.map(({ count, results }) => ({
      kind,
      basket: basket.name,
      connections: count,
      results: Object.fromEntries([...results].map(([variant, list]) => [variant, measured(list)])),
    })),
  );
}

async function prepare(bench: Bench, kind: Kind, basket: Basket): Promise<Basketful> {
  const stage = await Stage.set(bench, `${kind}_${basket.lines.length}`);
  const variants = await startVariants(stage, kind, basket);
  const rates = await warmUp(bench, stage, variants, kind, basket);
  const cells = connectionsFor(bench, kind, basket).map((count): Cell => ({
    count,
    results: new Map(),
  }));
  bench.progress(`${kind}, ${basket.name}: making the stock`);
  const plan: Planned[] = [];
  for (let round = 1; round <= bench.options.rounds; round += 1) {
    for (const cell of cells) {
      for (const [variant, server] of variants) {
        const seconds = secondsOf(bench, kind, basket, cell.count);
        const requests = requestsIn(seconds + LEAD_IN_MS / 1000, rates.get(variant) ?? 0);
        const stock = variant === 'floor' ? 1 : requests;
        const eventId = await stage.database.addEvent(stockFor(basket, stock));
        plan.push({ stage, basket, round, cell, variant, server, seconds, eventId });
      }
    }
  }
  await stage.database.settle();
  return { basket, stage, cells, plan };
}

/**
 * In which order to measure. The machine's speed changes within seconds, so what a ratio is formed of stands side by
 * side: the variants of one number of connections, and ours of one basket and of the next. Every other round
 * goes back the same way, so that none is always the one after the same other.
 *
 * @param plans of each basket, each in the order of the variants, ours last
 */
export function inTurns<P extends Turn>(plans: readonly (readonly P[])[], rounds: number): P[] {
  return Array.from({ length: rounds }, (_, index) => {
    const there = CONNECTIONS.flatMap((count) =>
      plans.flatMap((plan, basket) => {
        const turn = plan.filter(({ round, cell }) => round === index + 1 && cell.count === count);
        return basket % 2 === 0 ? turn : turn.toReversed();
      }),
    );
    return index % 2 === 0 ? there : there.toReversed();
  }).flat();
}

async function measure(bench: Bench, kind: Kind, planned: Planned): Promise<void> {
  const { stage, basket, round, cell, variant, server, seconds, eventId } = planned;
  const extent = { warmUpMs: LEAD_IN_MS, measuredMs: seconds * 1000 };
  const job = { ...loadOf(server, kind, basket, eventId), connections: cell.count, extent };
  const result = variant === 'floor' ? await stage.run(job) : await stage.sell(job);
  const { rate } = measured([result]);
  bench.progress(
    `${kind}, ${basket.name}, ${cell.count} connections, round ${round}: ${variant} ${rate.toFixed(0)}/s`,
  );
  cell.results.set(variant, [...(cell.results.get(variant) ?? []), result]);
}

async function startVariants(
  stage: Stage,
  kind: Kind,
  basket: Basket,
): Promise<Map<Variant, ServerProcess>> {
  const variants = new Map<Variant, ServerProcess>();
  if (kind === 'reserve' && basket === ONE_TICKET) {
    // The floor answers exactly what the API has answered.
    const eventId = await stage.database.addEvent(stockFor(basket, 1));
    const reserve = await stage.reserveOne(eventId, basket.lines);
    variants.set('floor', await startFloor({ reserve }));
  }
  variants.set('one-transaction', await startOneTransaction(stage.database.url));
  for (const server of variants.values()) stage.endWithBench(server);
  return variants.set('ours', stage.ours);
}

/** @returns successes a second of each variant, in order to know how much stock it takes */
async function warmUp(
  bench: Bench,
  stage: Stage,
  variants: ReadonlyMap<Variant, ServerProcess>,
  kind: Kind,
  basket: Basket,
): Promise<Map<Variant, number>> {
  const rates = new Map<Variant, number>();
  for (const [variant, server] of variants) {
    bench.progress(`${kind}, ${basket.name}: warming up ${variant}`);
    const eventId = await stage.database.addEvent(stockFor(basket, WARM_UP_STOCK));
    const job: Job = {
      ...loadOf(server, kind, basket, eventId),
      connections: MAIN_CONNECTIONS,
      extent: { warmUpMs: WARM_UP_MS / 2, measuredMs: WARM_UP_MS / 2 },
    };
    const result = variant === 'floor' ? await stage.run(job) : await stage.sell(job);
    rates.set(variant, measured([result]).rate);
  }
  return rates;
}

function loadOf(
  server: ServerProcess,
  kind: Kind,
  basket: Basket,
  eventId: string,
): Pick<Job, 'port' | 'work'> {
  return { port: server.port, work: { kind, eventId, lines: basket.lines, buyers: BUYERS } };
}

function connectionsFor(bench: Bench, kind: Kind, basket: Basket): readonly number[] {
  if (bench.options.quick) return [MAIN_CONNECTIONS];
  // Flows of four add nothing at the other numbers of connections.
  return kind === 'flow' && basket !== ONE_TICKET ? [MAIN_CONNECTIONS] : CONNECTIONS;
}

function secondsOf(bench: Bench, kind: Kind, basket: Basket, connections: number): number {
  const isTarget =
    connections === MAIN_CONNECTIONS ||
    (connections === 1 && kind === 'reserve' && basket === ONE_TICKET);
  return isTarget ? bench.options.seconds : bench.options.seconds / SHORTER;
}
