/** Bars in groups, one group beside the other, as an SVG picture. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly { readonly label: string; readonly values: readonly number[] }[];
  /** Names of the bars of each group, in their order. */
  readonly series: readonly string[];
}

const WIDTH = 760;
const HEIGHT = 380;
const MARGIN = { top: 76, right: 24, bottom: 48, left: 72 };
const GRID_LINES = 4;

/** Of the bars; told apart also by those who see no difference between red and green. */
const COLOURS = ['#9aa5b8', '#d9822b', '#5b3df5'] as const;

/** Draws it on a ground of its own, so that it is readable on light and dark pages. */
export function drawChart(chart: Chart): string {
  const highest = niceTop(Math.max(...chart.groups.flatMap(({ values }) => values)));
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" rx="12" fill="#ffffff"/>`,
    text(24, 34, chart.title, 'font-size="17" font-weight="600"'),
    ...legend(chart),
    ...grid(highest, chart.unit),
    ...bars(chart, highest),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(chart.title)}" font-family="Inter, system-ui, sans-serif" font-size="13" fill="#1b1f2a">`,
    ...parts.map((part) => `  ${part}`),
    '</svg>',
    '',
  ].join('\n');
}

/** The smallest round number that is not below a value: one that four grid lines divide well. */
export function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 3, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10;
  return factor * power;
}

function grid(highest: number, unit: string): string[] {
  return Array.from({ length: GRID_LINES + 1 }, (_, index) => {
    const value = (highest / GRID_LINES) * index;
    const y = heightOf(value, highest);
    const label = value.toLocaleString('en-US') + (index === GRID_LINES ? ` ${unit}` : '');
    const end = WIDTH - MARGIN.right;
    return (
      `<line x1="${MARGIN.left}" x2="${end}" y1="${y}" y2="${y}" stroke="#e3e6ee"/>` +
      (index === GRID_LINES
        ? text(MARGIN.left, y - 6, label, 'fill="#5a6275"')
        : text(MARGIN.left - 8, y + 4, label, 'fill="#5a6275" text-anchor="end"'))
    );
  });
}

function bars({ groups }: Chart, highest: number): string[] {
  const groupWidth = (WIDTH - MARGIN.left - MARGIN.right) / groups.length;
  return groups.flatMap(({ label, values }, group) => {
    const left = MARGIN.left + group * groupWidth;
    const barWidth = Math.min(48, (groupWidth * 0.76) / values.length);
    const first = left + (groupWidth - barWidth * values.length) / 2;
    const labelled = text(
      left + groupWidth / 2,
      HEIGHT - MARGIN.bottom + 22,
      label,
      'text-anchor="middle"',
    );
    const drawn = values.map((value, index) => {
      const x = first + index * barWidth;
      const y = heightOf(value, highest);
      const figure = Math.round(value).toLocaleString('en-US');
      return (
        `<rect x="${round(x + 2)}" y="${y}" width="${round(barWidth - 4)}" height="${round(HEIGHT - MARGIN.bottom - y)}" rx="3" fill="${colour(index, values.length)}"/>` +
        text(x + barWidth / 2, y - 5, figure, 'font-size="11" text-anchor="middle"')
      );
    });
    return [...drawn, labelled];
  });
}

function legend({ series }: Chart): string[] {
  let x = 24;
  return series.map((name, index) => {
    const drawn =
      `<rect x="${x}" y="46" width="12" height="12" rx="3" fill="${colour(index, series.length)}"/>` +
      text(x + 18, 56, name, '');
    // Letters of this size are about seven wide.
    x += 18 + name.length * 7 + 20;
    return drawn;
  });
}

/** The last bar of each group is what the picture is about, also where it is the only one. */
function colour(index: number, count: number): string {
  return COLOURS[COLOURS.length - count + index] ?? COLOURS[0];
}

function heightOf(value: number, highest: number): number {
  const height = HEIGHT - MARGIN.top - MARGIN.bottom - 16;
  return round(HEIGHT - MARGIN.bottom - (value / highest) * height);
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${escape(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(content: string): string {
  return content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
