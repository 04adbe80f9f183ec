import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, computed, effect, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BookingDto } from '@boxoffice/contracts';
import { tickets } from '../../design/counts';
import { Icon } from '../../design/icon';
import { LAST_MINUTES_SECONDS } from './hold-clock';
import { countDownHold } from './hold-countdown';

/** A hold that is running, in one line, and the way to it. Gone when it ends. */
@Component({
  selector: 'box-hold-strip',
  imports: [Icon, RouterLink],
  template: `
    @if (!hold.isOver()) {
      <aside aria-label="Held tickets" i18n-aria-label [class.urgent]="isUrgent()">
        <a [routerLink]="['/checkout', booking().id]">
          <box-icon name="clock" />
          <span>{{ words() }}</span>
          <span class="event">{{ booking().eventName }}</span>
          <span role="timer" aria-live="off" class="figures">
            <span aria-hidden="true">·</span>&ngsp;<ng-container i18n
              >{{ time() }} left</ng-container
            >
          </span>
          <span i18n class="go">Go to checkout</span>
        </a>
      </aside>
    }
  `,
  styleUrl: './hold-strip.scss',
})
export class HoldStrip {
  readonly booking = input.required<BookingDto>();
  readonly holdOver = output();

  protected readonly hold = countDownHold(this.booking);
  protected readonly isUrgent = computed(() => this.hold.seconds() <= LAST_MINUTES_SECONDS);
  protected readonly words = computed(
    () => $localize`You’re holding ${tickets(this.booking().ticketCount)}:tickets:`,
  );
  protected readonly time = computed(() => {
    const seconds = this.hold.seconds();
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  });

  constructor() {
    const announcer = inject(LiveAnnouncer);
    effect(() => {
      const words = this.hold.announcement();
      if (words) void announcer.announce(words, 'polite');
    });
    effect(() => {
      if (this.hold.isOver()) this.holdOver.emit();
    });
  }
}
