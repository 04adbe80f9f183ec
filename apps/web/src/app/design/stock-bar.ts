import { Component, computed, input } from '@angular/core';

/** How many tickets of something there are, and what became of them. */
export interface StockCounts {
  held: number;
  booked: number;
  all: number;
}

/** Sold, held and free as one bar. The figures stand beside it; it is never the only telling. */
@Component({
  selector: 'box-stock-bar',
  template: `
    <span class="sold" [style.width.%]="share().sold"></span>
    <span class="held" [style.width.%]="share().held"></span>
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: flex;
      width: 100%;
      min-width: 96px;
      height: 10px;
      border-radius: 5px;
      background: var(--hairline);
      overflow: hidden;
    }
    .sold {
      background: var(--ink);
    }
    .held {
      background: repeating-linear-gradient(-45deg, var(--ink) 0 2px, var(--hairline) 2px 5px);
    }
  `,
})
export class StockBar {
  readonly counts = input.required<StockCounts>();

  protected readonly share = computed(() => {
    const { held, booked, all } = this.counts();
    return all === 0
      ? { sold: 0, held: 0 }
      : { sold: (booked / all) * 100, held: (held / all) * 100 };
  });
}
