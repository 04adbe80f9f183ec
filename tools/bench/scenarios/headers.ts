import { BUYERS } from '../database/bench-database.ts';
import { TURNS_A_TOKEN, type Job, type JobResult, type Sales } from '../generator/job.ts';
import { Stage, type Bench } from './bench.ts';
import { measured, type Measured } from './measurement.ts';
import { LEAD_IN_MS, MAIN_CONNECTIONS, WARM_UP_MS, WARM_UP_STOCK } from './sales.ts';
import { ONE_TICKET, requestsIn, stockFor } from './sales-plan.ts';

/** Reserving one ticket, with what is sent beside the body. */
export interface HeadersRow {
  /** `nothing`: the demo identity. `token`: an access token. `key`: an `Idempotency-Key`. */
  readonly sent: 'nothing' | 'token' | 'key';
  readonly measured: Measured;
}

type Sent = HeadersRow['sent'];

const SENT: readonly Sent[] = ['nothing', 'token', 'key'];

/** The main load with and without a token, and with a key, alternating. */
export async function measureHeaders(bench: Bench): Promise<HeadersRow[]> {
  const stage = await Stage.set(bench, 'headers');
  const rates = new Map<Sent, number>();
  for (const sent of SENT) {
    bench.progress(`reserve, 1 ticket: warming up with ${sent}`);
    const eventId = await stage.database.addEvent(stockFor(ONE_TICKET, WARM_UP_STOCK));
    const extent = { warmUpMs: WARM_UP_MS / 2, measuredMs: WARM_UP_MS / 2 };
    const work = await workOf(bench, sent, eventId, WARM_UP_STOCK);
    const result = await stage.sell({ ...jobOf(stage, work), extent });
    rates.set(sent, measured([result]).rate);
  }
  bench.progress('reserve, 1 ticket: making the stock');
  const { seconds } = bench.options;
  const plan = [];
  for (let round = 1; round <= bench.options.rounds; round += 1) {
    // There and back again: none is always the one after the same other.
    for (const sent of round % 2 === 1 ? SENT : SENT.toReversed()) {
      const stock = requestsIn(seconds + LEAD_IN_MS / 1000, rates.get(sent) ?? 0);
      const eventId = await stage.database.addEvent(stockFor(ONE_TICKET, stock));
      plan.push({ round, sent, stock, eventId });
    }
  }
  await stage.database.settle();
  const results = new Map<Sent, JobResult[]>();
  for (const { round, sent, stock, eventId } of plan) {
    const work = await workOf(bench, sent, eventId, stock);
    bench.progress(`reserve, 1 ticket, round ${round}: with ${sent}`);
    const extent = { warmUpMs: LEAD_IN_MS, measuredMs: seconds * 1000 };
    const result = await stage.sell({ ...jobOf(stage, work), extent });
    results.set(sent, [...(results.get(sent) ?? []), result]);
  }
  await stage.clear();
  return SENT.map((sent) => ({ sent, measured: measured(results.get(sent) ?? []) }));
}

/** The row of what was sent; undefined where the run has not measured it. */
export function headersRow(
  { headers }: { readonly headers: readonly HeadersRow[] },
  sent: Sent,
): HeadersRow | undefined {
  return headers.find((row) => row.sent === sent);
}

/** @param requests at most so many will be sent: each token is good for some of them */
async function workOf(bench: Bench, sent: Sent, eventId: string, requests: number): Promise<Sales> {
  const work: Sales = { kind: 'reserve', eventId, lines: ONE_TICKET.lines, buyers: BUYERS };
  if (sent === 'key') return { ...work, withKey: true };
  if (sent === 'nothing') return work;
  // A set more: most buyers leave their first token before its time, so that they change by turns.
  const tokens = await bench.signer.sign(BUYERS, requests / TURNS_A_TOKEN + BUYERS);
  return { ...work, tokens };
}

function jobOf({ ours }: Stage, work: Sales): Pick<Job, 'port' | 'connections' | 'work'> {
  return { port: ours.port, connections: MAIN_CONNECTIONS, work };
}
