import { Component, computed, input } from '@angular/core';
import { Icon } from '../../design/icon';
import { LAST_MINUTES_SECONDS, timeLeftWords } from './hold-clock';
import type { HoldCountdown } from './hold-countdown';

/** The hold's time: a thin line that empties, calm until the last two minutes. */
@Component({
  selector: 'box-hold-line',
  imports: [Icon],
  host: { '[class.urgent]': 'isUrgent()' },
  template: `
    <p role="timer" aria-live="off">
      <box-icon name="clock" />
      <span
        >Held for you for <strong class="figures">{{ words() }}</strong></span
      >
    </p>
    <div class="track" aria-hidden="true">
      <div class="rest" [style.transform]="'scaleX(' + hold().fraction() + ')'"></div>
    </div>
    <p class="visually-hidden" aria-live="assertive">{{ hold().announcement() }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    p {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      max-width: none;
    }
    .track {
      height: 3px;
      border-radius: 2px;
      background: var(--hairline);
      overflow: hidden;
    }
    .rest {
      height: 100%;
      background: var(--ink);
      transform-origin: left;
      transition: transform 250ms linear;
    }
    :host(.urgent) {
      color: var(--error);
    }
    :host(.urgent) .rest {
      background: var(--error);
    }
  `,
})
export class HoldLine {
  readonly hold = input.required<HoldCountdown>();

  protected readonly isUrgent = computed(() => this.hold().seconds() <= LAST_MINUTES_SECONDS);
  protected readonly words = computed(() => timeLeftWords(this.hold().seconds()));
}
