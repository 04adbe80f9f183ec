import type { Results } from '../scenarios/measure-all.ts';
import { timesTheRate, type Measured } from '../scenarios/measurement.ts';
import { headersRow } from '../scenarios/headers.ts';
import type { SalesRow } from '../scenarios/sales.ts';
import { FOUR_MIXED, ONE_TICKET } from '../scenarios/sales-plan.ts';

/** A ratio of one run that must reach a bound. */
export interface Target {
  readonly what: string;
  readonly bound: number;
  readonly sense: 'at least' | 'at most';
  /** Undefined where the run has not measured it. */
  readonly value: number | undefined;
  readonly unit?: string;
  /** Where the machine is too slow, or too busy, for the bound to say anything. */
  readonly appliesNot?: string;
}

const P99_BOUND_MS = 50;
/** The bound on p99 holds on a machine on which the floor's stays within this. */
const FLOOR_P99_MS = 10;

/**
 * The best that reserving one ticket at 64 connections came to, as a ratio to one transaction a request,
 * before there were accounts, an audit and limits: 7,115 ÷ 1,260 a second. Knowing who calls must not
 * cost more than 15 % of it.
 */
const BEFORE_ACCOUNTS = 5.65;

/** What a reservation engine at the limit of the machine is measured by. */
export function targets(results: Results): Target[] {
  const one = salesRow(results, 'reserve', ONE_TICKET.name, 64)?.results;
  const mixed = salesRow(results, 'reserve', FOUR_MIXED.name, 64)?.results;
  const flow = salesRow(results, 'flow', ONE_TICKET.name, 64)?.results;
  const alone = salesRow(results, 'reserve', ONE_TICKET.name, 1)?.results;
  const naive = 'one-transaction';
  return [
    atLeast(
      'reserve 1 ticket, 64 connections: ours ÷ one transaction a request',
      6,
      times(one?.ours, one?.[naive]),
    ),
    atLeast('the same ÷ the bare floor', 0.25, times(one?.ours, one?.floor)),
    atLeast(
      'reserve + confirm flows ÷ one transaction a request',
      4,
      times(flow?.ours, flow?.[naive]),
    ),
    atLeast('4 mixed tickets ÷ 1 ticket, requests/s', 0.7, times(mixed?.ours, one?.ours)),
    atLeast('last tenth ÷ first tenth of 100,000 tickets', 0.9, results.sale?.lastToFirst),
    ...results.reads.map(({ answer, floor, ours }) =>
      atLeast(
        `availability reads (${answer}) ÷ floor, 1,000,000 tickets in stock`,
        0.5,
        times(ours.at(-1)?.measured, floor),
      ),
    ),
    atMost(
      'one request alone: latency ÷ one transaction a request',
      1.1,
      ratio(alone?.ours?.p50Ms, alone?.[naive]?.p50Ms),
    ),
    {
      ...atMost('p99 at 64 connections', P99_BOUND_MS, one?.ours?.p99Ms),
      unit: 'ms',
      ...((one?.floor?.p99Ms ?? 0) > FLOOR_P99_MS && {
        appliesNot: `the floor’s own p99 is above ${FLOOR_P99_MS} ms`,
      }),
    },
    atLeast(
      `with a token on every request, the first of these ratios (before there were accounts: ${BEFORE_ACCOUNTS})`,
      Math.round(85 * BEFORE_ACCOUNTS) / 100,
      // Each of two that took turns: the token and one transaction a request did not.
      product(
        times(headersRow(results, 'token')?.measured, headersRow(results, 'nothing')?.measured),
        times(one?.ours, one?.[naive]),
      ),
    ),
    atMost(
      'memory after 1,000,000 requests ÷ after 100,000',
      1.1,
      ratio(results.memory.at(-1)?.bytes, results.memory[0]?.bytes),
    ),
  ];
}

/** Whether a target is met; undefined where nobody can say. */
export function isMet({ value, bound, sense, appliesNot }: Target): boolean | undefined {
  if (value === undefined || appliesNot !== undefined) return undefined;
  return sense === 'at least' ? value >= bound : value <= bound;
}

export function salesRow(
  { sales }: Pick<Results, 'sales'>,
  kind: SalesRow['kind'],
  basket: string,
  connections: number,
): SalesRow | undefined {
  return sales.find(
    (row) => row.kind === kind && row.basket === basket && row.connections === connections,
  );
}

function atLeast(what: string, bound: number, value: number | undefined): Target {
  return { what, bound, sense: 'at least', value };
}

function atMost(what: string, bound: number, value: number | undefined): Target {
  return { what, bound, sense: 'at most', value };
}

function times(one: Measured | undefined, other: Measured | undefined): number | undefined {
  return one && other && timesTheRate(one, other);
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

function product(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}
