/** A session. */
export class SessionDto {
  /**
   * 64-bit id, as a decimal string.
   * @example "7300000000000000001"
   */
  id: string;

  /**
   * When it began.
   * @example "2026-11-22T20:00:00.000Z"
   */
  createdAt: string;

  /**
   * When it was last renewed.
   * @example "2026-11-22T20:10:00.000Z"
   */
  lastUsedAt: string;

  /**
   * The browser's `User-Agent`, or null.
   * @example "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0"
   */
  userAgent: string | null;

  /**
   * The network address it was last used from.
   * @example "192.0.2.7"
   */
  ip: string | null;

  /** Whether this request belongs to it. */
  current: boolean;
}
