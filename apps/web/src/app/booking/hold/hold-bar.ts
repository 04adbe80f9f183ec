import { Component, computed, effect, inject } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import type { BookingDto, UserBookingsDto } from '@boxoffice/contracts';
import { filter, map, pairwise, startWith } from 'rxjs';
import { Identity } from '../../account/identity';
import { apiUrl } from '../../api/api-url';
import { readOwn } from '../../api/read';
import { refreshWhileVisible } from '../../api/refresh-while-visible';
import { ChangedBookings } from '../changed-bookings';
import { HeldNow, type HeldOrder } from './held-now';
import { HoldStrip } from './hold-strip';

/** Holds that are looked at: somebody may have begun in several tabs. */
const HOLDS_READ = 5;

/** What another device has changed is seen within this time; this browser's own tabs tell each other at once. */
const REFRESH_MS = 60_000;

/** The page of the hold itself, which says all of this. */
const CHECKOUT = '/checkout/';

/** Leads back to tickets that are held, from every page, while they are. */
@Component({
  selector: 'box-hold-bar',
  imports: [HoldStrip],
  template: `
    @if (held(); as booking) {
      @defer (on immediate) {
        <box-hold-strip [booking]="booking" (holdOver)="holds.reload()" />
      } @placeholder {
        <div></div>
      }
    }
  `,
  styles: `
    :host {
      position: sticky;
      z-index: 5;
      top: 0;
      display: block;
    }
    /* The room of the strip: nothing may move under a finger when it comes. */
    div {
      min-height: var(--target);
    }
  `,
})
export class HoldBar {
  private readonly identity = inject(Identity);
  private readonly router = inject(Router);
  private readonly arrivals = this.router.events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map((event) => event.urlAfterRedirects.startsWith(CHECKOUT)),
    startWith(this.router.url.startsWith(CHECKOUT)),
  );
  private readonly isAtCheckout = toSignal(this.arrivals, { requireSync: true });

  protected readonly holds = readOwn<UserBookingsDto>(() => {
    const id = this.identity.userId();
    return id && `${apiUrl('booking', 'user', id)}?status=pending&limit=${HOLDS_READ}`;
  });
  /** The one that ends first. */
  protected readonly held = computed(() => {
    if (this.isAtCheckout()) return undefined;
    return [...this.all()].sort((a, b) => a.expiresAt.localeCompare(b.expiresAt))[0];
  });
  private readonly all = computed(() => this.holds.data()?.bookings ?? []);

  constructor() {
    const heldNow = inject(HeldNow);
    effect(() => {
      heldNow.orders.set(this.all().map(heldOrderOf));
    });
    const changed = inject(ChangedBookings);
    changed.follow(() => this.holds.reload());
    refreshWhileVisible(() => this.holds.reload(), REFRESH_MS);
    // Tickets are held on the way to the checkout, and paid for or given back there.
    this.arrivals
      .pipe(
        pairwise(),
        filter(([before, now]) => before !== now),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.holds.reload();
        changed.tell();
      });
  }
}

function heldOrderOf(booking: BookingDto): HeldOrder {
  return {
    bookingId: booking.id,
    eventId: booking.eventId,
    summary: {
      lines: booking.lines.map(({ ticketType, ticketTypeId, ...line }) => ({
        ...line,
        key: `${line.tierId}.${ticketTypeId}`,
        ticketType: ticketType ?? undefined,
        ticketTypeId: ticketTypeId ?? undefined,
        subtotalMinor: line.quantity * line.fullPriceMinor,
      })),
      bookingFees: booking.charges.bookingFees,
      count: booking.ticketCount,
      totalMinor: booking.totalMinor,
    },
  };
}
