import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Icon } from '../../design/icon';
import { LAST_MINUTES_SECONDS, timeLeftWords } from './hold-clock';
import type { HoldCountdown } from './hold-countdown';

/**
 * The hold's time: a thin line that empties, calm until the last two minutes. Then it offers more of
 * it. Who goes by keyboard or screen reader finds that offer at any time, because two minutes may be
 * too few for them to come upon it.
 */
@Component({
  selector: 'box-hold-line',
  imports: [Icon, MatButton],
  host: { '[class.urgent]': 'isUrgent()' },
  template: `
    <div class="top">
      <p #timer role="timer" aria-live="off" tabindex="-1">
        <box-icon name="clock" />
        <span i18n
          >We’re holding these for <strong class="figures">{{ words() }}</strong></span
        >
      </p>
      @if (canExtend()) {
        <button
          i18n
          matButton
          type="button"
          class="more"
          [class.offered]="isUrgent()"
          [disabled]="isBusy()"
          [disabledInteractive]="isBusy()"
          (click)="askForMore()"
        >
          Need more time?
        </button>
      }
    </div>
    <div class="track" aria-hidden="true">
      <div class="rest" [style.transform]="'scaleX(' + hold().fraction() + ')'"></div>
    </div>
  `,
  styleUrl: './hold-line.scss',
})
export class HoldLine {
  readonly hold = input.required<HoldCountdown>();
  /** Whether whoever looks at it may have more time. */
  readonly canExtend = input(false);
  /** Something is being sent: nothing more can be asked for now. */
  readonly isBusy = input(false);
  readonly extend = output();

  private readonly timer = viewChild.required<ElementRef<HTMLElement>>('timer');
  private hasAsked = false;

  protected readonly isUrgent = computed(() => this.hold().seconds() <= LAST_MINUTES_SECONDS);
  protected readonly words = computed(() => timeLeftWords(this.hold().seconds()));

  constructor() {
    const announcer = inject(LiveAnnouncer);
    effect(() => {
      const words = this.hold().announcement();
      if (words) void announcer.announce(words, 'assertive');
    });
    effect(() => {
      if (this.canExtend() || !this.hasAsked) return;
      this.hasAsked = false;
      // The button goes, and would take the keyboard's place on the page with it.
      this.timer().nativeElement.focus({ preventScroll: true });
    });
  }

  protected askForMore(): void {
    if (this.isBusy()) return;
    this.hasAsked = true;
    this.extend.emit();
  }
}
