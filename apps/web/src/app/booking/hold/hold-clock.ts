import { minutes } from '../../design/counts';

/**
 * A hold's time on the server's clock. The device's own clock may be hours off; what counts is how
 * far it is off, which every answer of the server tells anew.
 */

/** How far the server's clock is ahead of the device's, in milliseconds. */
export function clockOffsetMs(serverTime: string, deviceNowMs: number): number {
  return Date.parse(serverTime) - deviceNowMs;
}

/** Whole seconds until the hold ends; 0 once it has. A started second still counts. */
export function secondsLeft(expiresAt: string, deviceNowMs: number, offsetMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - (deviceNowMs + offsetMs)) / 1000));
}

/** From here on the minutes give way to the seconds, and calm to a warning. */
export const LAST_MINUTES_SECONDS = 120;

/** The time left: `9 minutes` while there is plenty, `1:42` in the last two minutes. */
export function timeLeftWords(seconds: number): string {
  if (seconds > LAST_MINUTES_SECONDS) return minutes(Math.ceil(seconds / 60));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What is announced when the hold was extended. */
export function moreTimeWords(seconds: number): string {
  return $localize`You have more time: ${minutes(Math.ceil(seconds / 60))}:time: left to pay.`;
}

/** When a screen reader is told, and what. Every second would drown everything else. */
const ANNOUNCED_SECONDS = [300, LAST_MINUTES_SECONDS, 60, 0];

function announcementAt(seconds: number): string {
  if (seconds === 0) return $localize`Your time is up.`;
  return $localize`${minutes(seconds / 60)}:time: left to pay.`;
}

/**
 * What to announce after the time left went from one number of seconds to another: the last mark
 * that was passed. A device that slept through two of them hears only the newer one.
 */
export function announcementBetween(before: number, now: number): string | undefined {
  const passed = ANNOUNCED_SECONDS.filter((seconds) => before > seconds && now <= seconds).at(-1);
  return passed === undefined ? undefined : announcementAt(passed);
}
