import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { BookingDto, BookingStatus } from '@boxoffice/contracts';
import { ticketName } from '@boxoffice/contracts/formats';
import { apiUrl } from '../api/api-url';
import { formatClockTime, formatDayAndTime, formatShortDay, formatTime } from '../design/formats';
import { Icon, type IconName } from '../design/icon';
import { MoneyPipe } from '../design/money-pipe';
import { Poster } from '../events/poster/poster';
import { TicketCard } from '../design/ticket-card';
import { orderFragment } from '../events/order/linked-order';

const STANDING: Record<BookingStatus, { icon: IconName; words: (booking: BookingDto) => string }> =
  {
    pending: {
      icon: 'clock',
      words: ({ expiresAt }) => $localize`Held for you until ${formatTime(expiresAt)}:time:`,
    },
    confirmed: {
      icon: 'check',
      words: ({ confirmedAt, createdAt }) =>
        $localize`Paid on ${formatDayAndTime(confirmedAt ?? createdAt)}:moment:`,
    },
    expired: { icon: 'clock', words: () => $localize`Time ran out` },
    cancelled: {
      icon: 'info',
      words: ({ event }) =>
        event.state === 'cancelled'
          ? $localize`The hold has ended`
          : $localize`You released the tickets`,
    },
    failed: { icon: 'card', words: () => $localize`Payment failed. You weren’t charged.` },
    refunded: { icon: 'info', words: () => $localize`Refunded` },
  };

/** One booking in the list: the same ticket, with its price and its next step on the stub. */
@Component({
  selector: 'box-booking-row',
  imports: [Icon, MatButton, MoneyPipe, Poster, RouterLink, TicketCard],
  template: `
    <box-ticket-card [spent]="isOver()">
      @if (!isOver()) {
        <box-poster art [eventId]="booking().eventId" />
      }
      <h3>{{ booking().eventName }}</h3>
      <p class="when figures">
        <span>{{ when() }}</span>
        @if (booking().event.venue) {
          <span class="muted"> · {{ booking().event.venue }}</span>
        }
        @if (booking().event.state === 'cancelled') {
          <strong i18n class="cancelled">Event cancelled</strong>
        }
      </p>
      <p class="lines figures">{{ lines() }}</p>
      <p class="standing small" [class]="booking().status">
        <box-icon [name]="standing().icon" /><span>{{ standing().words(booking()) }}</span>
      </p>
      @if (booking().status === 'confirmed' && !isOver()) {
        <a class="more" download [href]="calendar()">
          <span i18n>Add to calendar</span>
          <span class="visually-hidden">{{ booking().eventName }}</span>
        </a>
      } @else if (again(); as order) {
        <a class="more" [routerLink]="['/events', booking().eventId]" [fragment]="order">
          <span i18n>Pick the same tickets again</span>
          <span class="visually-hidden">{{ lines() }}</span>
        </a>
      }
      <div stub class="figures">
        <p class="total" [class.muted]="isOver()">
          {{ booking().totalMinor | money: booking().currency }}
        </p>
        @if (booking().status === 'pending' && !isOver()) {
          <a i18n matButton="filled" class="go" [routerLink]="['/checkout', booking().id]"
            >Pay now</a
          >
        } @else if (booking().status === 'confirmed') {
          <a matButton="outlined" class="go" [routerLink]="['/bookings', booking().id]">
            <span i18n>Tickets</span><span class="visually-hidden">{{ lines() }}</span>
          </a>
        }
      </div>
    </box-ticket-card>
  `,
  styles: `
    :host {
      --stub-width: 168px;
      --stub-width-narrow: 112px;
      display: block;
    }
    box-poster {
      width: clamp(36px, 10vw, 72px);
      height: 100%;
      border-radius: 0;
      box-shadow: none;
      aspect-ratio: auto;
    }
    h3 {
      overflow-wrap: anywhere;
      hyphens: auto;
    }
    .more {
      display: inline-flex;
      align-items: center;
      min-height: var(--target);
      font-size: var(--text-s);
    }
    .when {
      overflow-wrap: anywhere;
    }
    .cancelled {
      margin-left: var(--space-2);
      color: var(--error);
    }
    .lines {
      margin-top: var(--space-1);
    }
    .standing {
      display: flex;
      gap: 6px;
      margin-top: var(--space-2);
      color: var(--ink-muted);
    }
    .standing.pending {
      color: var(--warning);
      font-weight: 600;
    }
    .standing.confirmed {
      color: var(--success);
    }
    [stub] {
      display: grid;
      justify-items: center;
      gap: var(--space-2);
    }
    .total {
      font: 700 var(--title-s) / 1.1 var(--font-display);
      letter-spacing: -0.02em;
    }
    .total.muted {
      font-weight: 500;
    }
    .go {
      --mat-button-filled-container-height: 44px;
      --mat-button-filled-horizontal-padding: 16px;
      --mat-button-outlined-container-height: 44px;
      --mat-button-outlined-horizontal-padding: 16px;
    }
    @container (max-width: 419px) {
      /* A stripe of its colours: the width is the name's. */
      box-poster {
        width: 12px;
      }
      .go {
        --mat-button-filled-horizontal-padding: 12px;
      }
    }
  `,
})
export class BookingRow {
  readonly booking = input.required<BookingDto>();

  protected readonly standing = computed(() => STANDING[this.booking().status]);
  protected readonly isOver = computed(
    () =>
      this.booking().event.state === 'ended' ||
      this.booking().event.state === 'cancelled' ||
      (this.booking().status !== 'pending' && this.booking().status !== 'confirmed'),
  );
  protected readonly calendar = computed(() =>
    apiUrl('events', this.booking().eventId, 'calendar.ics'),
  );
  /** The same order once more, where neither the buyer nor the organiser has thought better of it. */
  protected readonly again = computed(() => {
    const { status, event, lines } = this.booking();
    const isLost = status === 'failed' || status === 'expired';
    return isLost && event.state === 'published' ? orderFragment(lines) : undefined;
  });
  protected readonly when = computed(() => {
    const { startsAt, timeZone } = this.booking().event;
    return `${formatShortDay(startsAt, timeZone)}, ${formatClockTime(startsAt, timeZone)}`;
  });
  /** Spaces that do not break keep "2 × Front Row" together on a phone. */
  protected readonly lines = computed(() =>
    this.booking()
      .lines.map((line) => `${line.quantity} × ${ticketName(line)}`.replaceAll(' ', '\u00a0'))
      .join(', '),
  );
}
