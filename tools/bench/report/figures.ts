import { VARIANT_NAMES, type Variant } from '../servers/variants.ts';
import type { Results } from '../scenarios/measure-all.ts';
import { headersRow, type HeadersRow } from '../scenarios/headers.ts';
import { timesTheRate } from '../scenarios/measurement.ts';
import type { SalesRow } from '../scenarios/sales.ts';
import type { Chart } from './chart.ts';
import { decimal, table, whole } from './table.ts';
import { isMet, targets, type Target } from './targets.ts';

const VARIANTS: readonly Variant[] = ['floor', 'one-transaction', 'ours'];
const MEBIBYTE = 1024 * 1024;

/** The targets, what was reached, and whether that is enough. */
export function targetTable(results: Results): string {
  const verdict = (target: Target): string => {
    const met = isMet(target);
    if (met === undefined) return target.appliesNot ?? 'not measured';
    return met ? 'yes' : '**no**';
  };
  return table(
    ['', 'Target', 'Measured', 'Met'],
    targets(results).map((target) => [
      target.what,
      `${target.sense === 'at least' ? '≥' : '≤'} ${target.bound}${unit(target)}`,
      `${decimal(target.value, target.unit === 'ms' ? 1 : 2)}${unit(target)}`,
      verdict(target),
    ]),
  );
}

function unit({ unit: name }: Target): string {
  return name === undefined ? '' : ` ${name}`;
}

/** Rates and latencies of one kind of load. */
export function salesTable(results: Results, kind: SalesRow['kind']): string {
  const variants = VARIANTS.filter((variant) => kind === 'reserve' || variant !== 'floor');
  const rows = results.sales.filter((row) => row.kind === kind);
  return table(
    [
      'Load',
      'Connections',
      ...variants.map((variant) => `${VARIANT_NAMES[variant]}, /s`),
      'Boxoffice ÷ one transaction',
      ...variants.map((variant) => `${VARIANT_NAMES[variant]}, p50 / p99 ms`),
    ],
    rows.map(({ basket, connections, results: of }) => [
      basket,
      String(connections),
      ...variants.map((variant) => whole(of[variant]?.rate)),
      decimal(of.ours && of['one-transaction'] && timesTheRate(of.ours, of['one-transaction']), 1),
      ...variants.map(
        (variant) => `${decimal(of[variant]?.p50Ms, 1)} / ${decimal(of[variant]?.p99Ms, 1)}`,
      ),
    ]),
  );
}

const SENT_NAMES: Readonly<Record<HeadersRow['sent'], string>> = {
  nothing: 'nothing (the body names the buyer)',
  token: 'a token on every request',
  key: 'a new `Idempotency-Key` on every request',
};

/** Reserving with what is sent beside the body, and without. */
export function headersTable(results: Results): string {
  const without = headersRow(results, 'nothing')?.measured;
  return table(
    ['Sent beside the body', 'Boxoffice, /s', '÷ without', 'p50 / p99 ms'],
    results.headers.map(({ sent, measured }) => [
      SENT_NAMES[sent],
      whole(measured.rate),
      decimal(without && timesTheRate(measured, without), 2),
      `${decimal(measured.p50Ms, 1)} / ${decimal(measured.p99Ms, 1)}`,
    ]),
  );
}

export function readsTable({ reads }: Results): string {
  return table(
    ['Answer', 'Tickets in stock', 'Boxoffice, /s', 'bare Nest on Fastify, /s', 'Ratio', 'p99 ms'],
    reads.flatMap(({ answer, answerBytes, floor, ours }) =>
      ours.map(({ stock, measured }) => [
        `${answer}, ${whole(answerBytes)} bytes`,
        whole(stock),
        whole(measured.rate),
        whole(floor.rate),
        decimal(timesTheRate(measured, floor), 2),
        decimal(measured.p99Ms, 1),
      ]),
    ),
  );
}

export function saleTable({ sale }: Results): string {
  const tenths = sale?.tenths ?? [];
  return table(
    tenths.map((_, index) => `${index + 1}.`),
    [tenths.map((rate) => whole(rate))],
    0,
  );
}

export function memoryTable({ memory }: Results): string {
  return table(
    ['Requests', 'MiB'],
    memory.map(({ requests, bytes }) => [whole(requests), whole(bytes / MEBIBYTE)]),
  );
}

/** Processor time of a run, by process; and the API's main thread, by what it did. */
export function profileTables({ profile }: Results): { processes: string; shares: string } {
  const seconds = profile?.seconds ?? Number.NaN;
  const requests = profile?.requests ?? Number.NaN;
  const row = (name: string, cpu = Number.NaN): string[] => [
    name,
    decimal(cpu, 2),
    `${decimal((cpu / seconds) * 100, 0)} %`,
    decimal((cpu / requests) * 1e6, 0),
  ];
  const { api, postgres, load } = profile?.cpuSeconds ?? {};
  return {
    processes: table(
      ['Process', 'CPU seconds', 'of one core', 'µs a request'],
      [
        row('API (Node)', api),
        row('PostgreSQL, all processes', postgres),
        row('load', load),
        row('PostgreSQL, later: sealing the audit', profile?.sealingSeconds),
      ],
    ),
    shares: table(
      ['Main thread of the API', 'Share', 'µs a request'],
      (profile?.shares ?? []).map(([group, share]) => [
        group,
        `${decimal(share * 100, 1)} %`,
        decimal((share * seconds * 1e6) / requests, 0),
      ]),
    ),
  };
}

/** Reserving one ticket, by the number of connections. */
export function reserveChart(results: Results): Chart {
  const rows = results.sales.filter((row) => row.kind === 'reserve' && row.basket === '1 ticket');
  return {
    title: 'Reservations of one ticket, successes a second',
    unit: '/s',
    series: VARIANTS.map((variant) => VARIANT_NAMES[variant]),
    groups: rows.map(({ connections, results: of }) => ({
      label: connections === 1 ? '1 connection' : `${connections} connections`,
      values: VARIANTS.map((variant) => of[variant]?.rate ?? 0),
    })),
  };
}

/** A sale from the first ticket to the last. */
export function saleChart({ sale }: Results): Chart {
  return {
    title: `A sale of ${whole(sale?.tickets)} tickets, tickets a second in each tenth`,
    unit: '/s',
    series: [],
    groups: (sale?.tenths ?? []).map((rate, index) => ({
      label: `${index + 1}.`,
      values: [rate],
    })),
  };
}
