import type { Settings } from '../../platform/config/settings.js';
import { readLimit } from '../../platform/rate-limits/limits.js';

/**
 * Whether a hold may be extended, if it has not ended: it was not as often as that yet, and its buyer let no tickets
 * of the event go unpaid lately. The one rule, for those who ask and for what a booking says of itself.
 *
 * An account answers for all accounts of its mailbox, whose addresses were proved; a guest for nobody else, since
 * anybody can name their address and let tickets go.
 *
 * @returns the text of a condition beside a row `booking`
 */
export function mayExtendSql(settings: Settings): string {
  const isLeft = `booking.hold_extensions < ${settings.HOLD_EXTENSIONS_MAX}`;
  if (!settings.RATE_LIMITS) return isLeft;
  const guestSeconds = readLimit(settings.UNPAID_TICKETS_GUEST).seconds;
  const accountSeconds = readLimit(settings.UNPAID_TICKETS_ACCOUNT).seconds;
  // By the index of users, as `event_id + 0` is in none.
  return `${isLeft} AND NOT EXISTS (
    SELECT FROM users AS buyer
    JOIN bookings AS ended ON ended.user_id = ANY (ARRAY(
      SELECT buyer.id
      UNION ALL
      SELECT same.id FROM users AS same
      WHERE buyer.role <> 'guest' AND same.role <> 'guest' AND same.mailbox_key = buyer.mailbox_key
    ))
    WHERE buyer.id = booking.user_id AND ended.event_id + 0 = booking.event_id
      AND ended.status IN ('expired', 'cancelled', 'failed')
      AND ended.ended_at > now() - make_interval(secs =>
        CASE buyer.role WHEN 'guest' THEN ${guestSeconds} ELSE ${accountSeconds} END)
  )`;
}
