import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '@boxoffice/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { derivedKeys } from '../../platform/config/derived-keys.js';
import { Settings } from '../../platform/config/settings.js';

/** Days: the event may be a year away. The link works any number of times. */
const LIFETIME_DAYS = 400;
const DAY_SECONDS = 86_400;

/** Derives a key of its own, so that nothing signed for another purpose passes as a link. */
const PURPOSE = 'boxoffice guest link';

/**
 * Signs the links that lead guests back to their bookings. A link says whose it is and until when, and its
 * signature proves that we issued it, so nothing is stored.
 */
@Injectable()
export class GuestLinks {
  private readonly keys: [Buffer, ...Buffer[]];
  private readonly page: string;

  constructor(
    settings: Settings,
    private readonly clock: Clock,
  ) {
    this.keys = derivedKeys(settings, PURPOSE);
    this.page = `${settings.PUBLIC_URL.replace(/\/$/, '')}/guest-bookings`;
  }

  /** URL of the page that shows a guest's bookings to whoever has the link. */
  to(guestId: string): string {
    return `${this.page}?token=${this.sign(guestId)}`;
  }

  /** URL of the page that shows the tickets of one of a guest's bookings to whoever has the link. */
  toTickets(guestId: string, bookingId: string): string {
    return `${this.to(guestId)}&booking=${bookingId}`;
  }

  sign(guestId: string): string {
    const [first] = this.keys;
    const until = Math.floor(this.clock.now() / 1000) + LIFETIME_DAYS * DAY_SECONDS;
    const content = `${guestId}.${until}`;
    return `${content}.${signatureOf(content, first).toString('base64url')}`;
  }

  /** Whose bookings a link leads to; `undefined` if it isn't ours or has expired. */
  guestOf(token: string): string | undefined {
    const [guestId = '', until = '', signature = '', ...more] = token.split('.');
    if (more.length > 0 || !isId(guestId) || !/^\d{1,15}$/.test(until)) return undefined;
    const shown = Buffer.from(signature, 'base64url');
    const isOurs = this.keys.some((key) => {
      const expected = signatureOf(`${guestId}.${until}`, key);
      return expected.length === shown.length && timingSafeEqual(expected, shown);
    });
    return isOurs && Number(until) > this.clock.now() / 1000 ? guestId : undefined;
  }
}

function signatureOf(content: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest();
}
