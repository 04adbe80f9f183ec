import type { ExportFormat } from '@boxoffice/contracts';

/** Windows allows 255 with the folder's path: what is left is enough to be known by. */
const EVENT_LENGTH_MAX = 80;

/** What no file system, or not every one, allows in a name. */
const NOT_IN_FILE_NAMES = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu;

/** `Mass in B minor - Bookings.csv` */
export function fileNameOf(event: string, kind: string, format: ExportFormat): string {
  const characters = Array.from(event.replaceAll(NOT_IN_FILE_NAMES, ' ').replaceAll(/\s+/g, ' '));
  const name = characters
    .slice(0, EVENT_LENGTH_MAX)
    .join('')
    .replace(/^[.\s]+/, '')
    .trimEnd();
  return `${name} - ${kind}.${format}`.replace(/^ - /, '');
}
