import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** A point of the curve: a day, what came in on it, and what had come in until its end. */
export interface CurvePoint {
  day: string;
  onDay: number;
  soFar: number;
}

/** How the curve says what it shows. */
export interface CurveWords {
  /** A day below the axis. */
  shortDay: (day: string) => string;
  /** A value beside the axis. */
  axisValue: (value: number) => string;
  /** What is shown of a point that is pointed at, one line each. */
  tip: (point: CurvePoint) => string[];
}

// In an SVG, colours may be properties of the style sheet: the curve follows the theme by itself.
const INK = 'var(--ink)';
const MUTED = 'var(--ink-muted)';
const HAIRLINE = 'var(--hairline)';
const CHARACTER_WIDTH = 7;
const FONT = { fontFamily: 'var(--font-text)', fontSize: 12, color: MUTED };

/** Draws a sale over time: above what was sold in all, below what was sold on each day. */
export class SalesCurve {
  private readonly chart: EChartsType;

  constructor(element: HTMLElement) {
    this.chart = init(element, undefined, { renderer: 'svg' });
    // It empties its elements by `innerHTML`, which the content security policy refuses (Trusted Types).
    const root = this.chart.getZr().painter.getViewportRoot();
    for (const emptied of [element, root, ...root.querySelectorAll('svg')]) {
      Object.defineProperty(emptied, 'innerHTML', { set: () => emptied.replaceChildren() });
    }
  }

  draw(points: readonly CurvePoint[], words: CurveWords): void {
    const days = points.map(({ day }) => day);
    const axis = { type: 'category', data: days, axisTick: { show: false } } as const;
    // The same for both parts, so that their days stand below each other.
    // The axis ends at a round number above the largest value.
    const largest = 2 * Math.max(...points.map(({ soFar }) => soFar), 1);
    const left = CHARACTER_WIDTH * words.axisValue(largest).length + 16;
    const values = {
      type: 'value',
      splitNumber: 3,
      splitLine: { lineStyle: { color: HAIRLINE } },
      axisLabel: { ...FONT, formatter: words.axisValue },
    } as const;
    this.chart.setOption(
      {
        animation: false,
        textStyle: FONT,
        grid: [
          { left, right: 24, top: 12, height: '58%', outerBoundsMode: 'none' },
          { left, right: 24, bottom: 28, height: '20%', outerBoundsMode: 'none' },
        ],
        axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: MUTED } },
        tooltip: {
          trigger: 'axis',
          // In the picture: as an element of its own, it would be filled by `innerHTML`.
          renderMode: 'richText',
          backgroundColor: 'var(--surface)',
          borderColor: 'var(--hairline)',
          textStyle: { ...FONT, fontSize: 13, color: INK },
          formatter: (shown: unknown) => tipOf(shown, points, words),
        },
        xAxis: [
          {
            ...axis,
            gridIndex: 0,
            axisLabel: { show: false },
            axisLine: { lineStyle: { color: HAIRLINE } },
          },
          {
            ...axis,
            gridIndex: 1,
            axisLabel: { ...FONT, margin: 12, hideOverlap: true, formatter: words.shortDay },
            axisLine: { lineStyle: { color: MUTED } },
          },
        ],
        yAxis: [
          { ...values, gridIndex: 0 },
          { ...values, gridIndex: 1, splitNumber: 1 },
        ],
        series: [
          {
            type: 'line',
            data: points.map(({ soFar }) => soFar),
            // A sale of one day is a point: nothing else would be seen.
            showSymbol: points.length === 1,
            lineStyle: { color: INK, width: 2 },
            itemStyle: { color: INK },
            areaStyle: { color: INK, opacity: 0.08 },
            emphasis: { disabled: true },
          },
          {
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            data: points.map(({ onDay }) => onDay),
            barMaxWidth: 24,
            itemStyle: { color: MUTED },
            emphasis: { disabled: true },
          },
        ],
      },
      { notMerge: true },
    );
  }

  resize(): void {
    this.chart.resize();
  }

  dispose(): void {
    this.chart.dispose();
  }
}

function tipOf(shown: unknown, points: readonly CurvePoint[], words: CurveWords): string {
  const [first] = shown as { dataIndex: number }[];
  const point = points[first?.dataIndex ?? -1];
  return point ? words.tip(point).join('\n') : '';
}
