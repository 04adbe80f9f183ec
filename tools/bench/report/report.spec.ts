import type { Results } from '../scenarios/measure-all.ts';
import type { Measured } from '../scenarios/measurement.ts';
import { ratesOfTenths } from '../scenarios/sale.ts';
import { drawChart, niceTop } from './chart.ts';
import { headersTable } from './figures.ts';
import { decimal, table, whole } from './table.ts';
import { isMet, targets } from './targets.ts';

describe('table', () => {
  it('is padded, figures to the right', () => {
    expect(
      table(
        ['What', 'n'],
        [
          ['a', '1,000'],
          ['longer', '7'],
        ],
      ),
    ).toBe(
      ['| What   |     n |', '| ------ | ----: |', '| a      | 1,000 |', '| longer |     7 |'].join(
        '\n',
      ),
    );
  });

  it('says what was not measured', () => {
    expect(whole(undefined)).toBe('–');
    expect(decimal(Number.NaN, 2)).toBe('–');
    expect(whole(12_345.6)).toBe('12,346');
  });
});

describe('chart', () => {
  const chart = {
    title: 'Rates <all>',
    unit: '/s',
    series: ['a', 'b'],
    groups: [
      { label: '1', values: [100, 50] },
      { label: '2', values: [0, 25] },
    ],
  };

  it('draws a bar for each value, as high as it says', () => {
    const heights = [...drawChart(chart).matchAll(/height="([\d.]+)" rx="3" fill="#\w+"\/><text/g)]
      .map(([, height]) => Number(height))
      // The legend’s squares come first.
      .slice(chart.series.length);
    const [whole_ = 0, half, none, quarter] = heights;
    expect(half).toBeCloseTo(whole_ / 2, 0);
    expect(quarter).toBeCloseTo(whole_ / 4, 0);
    expect(none).toBe(0);
  });

  it('writes text that no markup can break', () => {
    const drawn = drawChart(chart);
    expect(drawn).not.toContain('<all>');
    expect(drawn).toContain('Rates &#60;all&#62;');
  });

  it.each([
    [0, 1],
    [1, 1],
    [1.1, 2],
    [23_456, 30_000],
    [60_001, 80_000],
    [81_000, 100_000],
  ])('ends the scale for %d at %d', (value, top) => {
    expect(niceTop(value)).toBe(top);
  });
});

describe('the rate of each tenth', () => {
  it('is a tenth of all, in its own time', () => {
    expect(ratesOfTenths([1_000, 1_500], 100)).toEqual([10, 20]);
  });
});

function at(rate: number, p99Ms = 1): Measured {
  return { rate, rates: [rate], p50Ms: 1, p99Ms };
}

/** Reserving without anything beside the body, and with a token. */
function withToken(rate: number): Results['headers'] {
  return [
    { sent: 'nothing', measured: at(1_000) },
    { sent: 'token', measured: at(rate, 2) },
  ];
}

describe('the table of what is sent beside the body', () => {
  it('compares each with nothing', () => {
    const rows = headersTable({ headers: withToken(900) } as unknown as Results).split('\n');
    expect(rows.map((row) => row.split('|').map((cell) => cell.trim())).slice(2)).toEqual([
      ['', 'nothing (the body names the buyer)', '1,000', '1.00', '1.0 / 1.0', ''],
      ['', 'a token on every request', '900', '0.90', '1.0 / 2.0', ''],
    ]);
  });
});

describe('targets', () => {
  function results(ours: Measured, floor: Measured): Results {
    const row = {
      kind: 'reserve' as const,
      basket: '1 ticket',
      connections: 64,
      results: { ours, floor, 'one-transaction': at(1_000) },
    };
    return { sales: [row], headers: [], reads: [], memory: [] } as unknown as Results;
  }

  function verdicts(of: Results): (boolean | undefined)[] {
    return targets(of).map(isMet);
  }

  it('are met by what reaches them', () => {
    const [naive, floor] = verdicts(results(at(6_000), at(24_000)));
    expect([naive, floor]).toEqual([true, true]);
  });

  it('are not met by less', () => {
    const [naive, floor] = verdicts(results(at(5_999), at(24_000)));
    expect([naive, floor]).toEqual([false, false]);
  });

  it('are open where nothing was measured', () => {
    expect(verdicts(results(at(6_000), at(24_000)))[2]).toBeUndefined();
  });

  it.each([
    [800, true],
    [799, false],
  ])(
    '%d/s with a token for 1,000 without, six times one transaction a request: %s',
    (rate, met) => {
      const all = targets({ ...results(at(6_000), at(1)), headers: withToken(rate) });
      const [token] = all.filter(({ what }) => what.startsWith('with a token'));
      expect(token && isMet(token)).toBe(met);
    },
  );

  it.each([
    [40, 9, true],
    [60, 9, false],
    [60, 11, undefined],
  ])('a p99 of %d ms where the floor has %d ms: %s', (ours, floor, met) => {
    const [p99] = targets(results(at(1, ours), at(1, floor))).filter(({ unit }) => unit === 'ms');
    expect(p99 && isMet(p99)).toBe(met);
  });
});
