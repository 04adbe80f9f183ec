import { DestroyRef, inject, Service } from '@angular/core';

const NAME = 'boxoffice.bookings';

/** Tells the other tabs of this browser that a booking has changed, and hears it from them. */
@Service()
export class ChangedBookings {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

  tell(): void {
    // Nothing about the booking itself: each tab reads what is its own.
    this.channel?.postMessage('changed');
  }

  /** Calls `reload` whenever another tab has changed a booking, as long as the page lives. */
  follow(reload: () => void): void {
    const { channel } = this;
    channel?.addEventListener('message', reload);
    inject(DestroyRef).onDestroy(() => channel?.removeEventListener('message', reload));
  }
}
