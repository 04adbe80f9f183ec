import { createHash } from 'node:crypto';
import type { EventTierDto } from '@boxoffice/contracts';

/** Raised when posters are drawn in another way: caches keep each one for a year. */
const DRAWING = 1;

/** Where the poster of an event is: another address, where it is another picture. */
export function posterUrl(id: string, name: string, tiers: readonly EventTierDto[]): string {
  const drawn = JSON.stringify([DRAWING, name, tiers.map(({ color }) => color)]);
  const version = createHash('sha1').update(drawn).digest('base64url').slice(0, 10);
  return `/api/v1/events/${id}/poster.svg?v=${version}`;
}
