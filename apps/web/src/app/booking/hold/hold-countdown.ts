import { computed, DestroyRef, inject, linkedSignal, signal, type Signal } from '@angular/core';
import type { BookingDto } from '@boxoffice/contracts';
import {
  announcementBetween,
  clockOffsetMs,
  LAST_MINUTES_SECONDS,
  moreTimeWords,
  secondsLeft,
} from './hold-clock';

export interface HoldCountdown {
  /** Whole seconds until the hold ends, on the server's clock. */
  readonly seconds: Signal<number>;
  /** How much of the hold is left, from 1 to 0. */
  readonly fraction: Signal<number>;
  readonly isOver: Signal<boolean>;
  /** What a screen reader should be told now. */
  readonly announcement: Signal<string>;
}

interface Moment {
  seconds: number;
  endsAt: number;
  isExtendable: boolean;
}

/** What there is to tell about the way from one moment to another. */
function newsBetween(before: Moment, now: Moment): string | undefined {
  if (now.endsAt > before.endsAt) return moreTimeWords(now.seconds);
  const words = announcementBetween(before.seconds, now.seconds);
  const isOfferShown = now.isExtendable && now.seconds > 0 && now.seconds <= LAST_MINUTES_SECONDS;
  return words && isOfferShown ? `${words} ${$localize`You can ask for more time.`}` : words;
}

/** Four times a second: the display never skips one, and a test's clock needs no luck. */
const TICK_MS = 250;

/** Counts a booking's hold down. Each fresh answer of the server sets the clock right again. */
export function countDownHold(booking: Signal<BookingDto | undefined>): HoldCountdown {
  const deviceNow = signal(Date.now());
  const timer = setInterval(() => deviceNow.set(Date.now()), TICK_MS);
  inject(DestroyRef).onDestroy(() => clearInterval(timer));

  const offsetMs = computed(() => {
    const answer = booking();
    return answer ? clockOffsetMs(answer.serverTime, Date.now()) : 0;
  });
  const seconds = computed(() => {
    const answer = booking();
    return answer ? secondsLeft(answer.expiresAt, deviceNow(), offsetMs()) : 0;
  });
  const fraction = computed(() => {
    const answer = booking();
    if (!answer) return 0;
    const wholeSeconds = (Date.parse(answer.expiresAt) - Date.parse(answer.createdAt)) / 1000;
    return wholeSeconds > 0 ? Math.min(1, seconds() / wholeSeconds) : 0;
  });
  // The end belongs to it: a later end is good news, a clock that was set right is none.
  const moment = computed<Moment>(() => ({
    seconds: seconds(),
    endsAt: Date.parse(booking()?.expiresAt ?? ''),
    isExtendable: booking()?.extendable === true,
  }));
  const announcement = linkedSignal<Moment, string>({
    source: moment,
    computation: (now, before) =>
      (before && newsBetween(before.source, now)) ?? before?.value ?? '',
  });
  return {
    seconds,
    fraction,
    isOver: computed(() => booking() !== undefined && seconds() === 0),
    announcement: announcement.asReadonly(),
  };
}
