import {
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { tickets } from '../../../design/counts';
import { formatCalendarDay, formatMoney, formatNumber } from '../../../design/formats';
import type { CurvePoint, CurveWords, SalesCurve } from './sales-curve';
import type { SalesDay } from './sales-days';

/** What a curve is of. */
export type Measure = 'tickets' | 'takings';

/** A sale over time. The same figures stand in a table; this picture is never the only telling. */
@Component({
  selector: 'box-sales-chart',
  template: `
    <div #canvas class="canvas" role="img" [attr.aria-label]="description()"></div>
    @if (isMissing()) {
      <p i18n class="muted">The curve couldn’t be loaded. The table has the same figures.</p>
    }
  `,
  styles: `
    // The picture keeps its width until it is drawn for the new one.
    .canvas {
      height: 340px;
      overflow: hidden;
    }
    p {
      margin-top: var(--space-2);
    }
  `,
})
export class SalesChart {
  readonly days = input.required<readonly SalesDay[]>();
  readonly measure = input.required<Measure>();
  readonly currency = input.required<string>();

  private readonly canvas = viewChild.required<ElementRef<HTMLElement>>('canvas');
  private readonly curve = signal<SalesCurve | undefined>(undefined);
  protected readonly isMissing = signal(false);

  private readonly points = computed(() => {
    const isTickets = this.measure() === 'tickets';
    return this.days().map(
      ({ day, sold, takingsMinor, soldSoFar, takingsSoFarMinor }): CurvePoint =>
        isTickets
          ? { day, onDay: sold, soFar: soldSoFar }
          : { day, onDay: takingsMinor ?? 0, soFar: takingsSoFarMinor ?? 0 },
    );
  });

  protected readonly description = computed(() => {
    const points = this.points();
    const [first] = points;
    const last = points.at(-1);
    if (!first || !last) return '';
    const best = points.reduce((most, point) => (point.onDay > most.onDay ? point : most), first);
    const value = this.valueInWords;
    return $localize`Sold from ${formatCalendarDay(first.day)}:first: to ${formatCalendarDay(last.day)}:last:: ${value(last.soFar)}:total:. Best day: ${formatCalendarDay(best.day)}:day:, ${value(best.onDay)}:amount:.`;
  });

  constructor() {
    let isOver = false;
    inject(DestroyRef).onDestroy(() => {
      isOver = true;
      this.curve()?.dispose();
    });
    // Loaded when there is something to draw, and by whoever looks at it alone.
    effect((onCleanup) => {
      const element = this.canvas().nativeElement;
      const resized = new ResizeObserver(() => this.curve()?.resize());
      resized.observe(element);
      onCleanup(() => resized.disconnect());
      void import('./sales-curve').then(
        ({ SalesCurve: Curve }) => {
          if (!isOver) this.curve.set(new Curve(element));
        },
        () => this.isMissing.set(true),
      );
    });
    effect(() => this.curve()?.draw(this.points(), this.words()));
  }

  private readonly words = computed((): CurveWords => {
    const isTickets = this.measure() === 'tickets';
    const currency = this.currency();
    return {
      shortDay: (day) => formatCalendarDay(day, 'short'),
      axisValue: (value) =>
        isTickets ? formatNumber(value) : formatMoney(Math.round(value), currency),
      tip: ({ day, onDay, soFar }) => [
        formatCalendarDay(day),
        this.valueInWords(onDay),
        $localize`In total: ${this.valueInWords(soFar)}:amount:`,
      ],
    };
  });

  private readonly valueInWords = (value: number): string =>
    this.measure() === 'tickets' ? tickets(value) : formatMoney(value, this.currency());
}
