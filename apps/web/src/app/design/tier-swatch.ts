import { Component, computed, input } from '@angular/core';
import { TIER_COLORS, type TierColor } from '@boxoffice/contracts/event-limits';

/** The colour of a tier. Its name stands beside it: no colour is ever the only telling. */
@Component({
  selector: 'box-tier-swatch',
  template: '',
  host: { 'aria-hidden': 'true', '[class]': 'shown()' },
  styleUrl: './tier-swatch.scss',
})
export class TierSwatch {
  /** Empty: the one of its position. */
  readonly color = input.required<TierColor>();
  /** From 0. */
  readonly position = input(0);

  protected readonly shown = computed(
    () => this.color() || TIER_COLORS[(this.position() * 3 + 5) % TIER_COLORS.length],
  );
}
