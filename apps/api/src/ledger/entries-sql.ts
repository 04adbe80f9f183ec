import { LEDGER_ACCOUNT_KINDS } from '@boxoffice/contracts';

const IN_ORDER = `array_position(ARRAY[${LEDGER_ACCOUNT_KINDS.map((kind) => `'${kind}'`).join(', ')}], account.kind)`;

/** By the clock of each event, from the day `$3` to the day `$4`; null: without bound. So takings count, too. */
const ON_THE_DAYS = `
  posted_at >= coalesce($3::date::timestamp AT TIME ZONE event.time_zone, '-infinity')
  AND posted_at < coalesce(($4::date + 1)::timestamp AT TIME ZONE event.time_zone, 'infinity')`;

/** The events of the organisation `$1`; with `$2`, this one alone. */
const OF_EVENTS = `event.organiser_id = $1 AND ($2::bigint IS NULL OR event.id = $2)`;

/** A query of what was posted on the days: `account, provider, currency, amountMinor`. */
export const BALANCES_SQL = `
  SELECT account.kind AS account, nullif(account.provider, '') AS provider, account.currency,
    sum(posted.amount)::bigint AS "amountMinor"
  FROM events AS event
  CROSS JOIN LATERAL (
    SELECT account_id, sum(captured_minor + followed_minor) AS amount
    FROM (
      SELECT account_id, captured_minor, followed_minor FROM ledger_levels
      WHERE event_id = event.id AND ${ON_THE_DAYS}
      UNION ALL
      SELECT account_id, captured_minor, followed_minor FROM ledger_changes
      WHERE event_id = event.id AND ${ON_THE_DAYS}
    ) AS part
    GROUP BY account_id OFFSET 0
  ) AS posted
  JOIN ledger_accounts AS account ON account.id = posted.account_id AND account.organiser_id = $1
  WHERE ${OF_EVENTS}
  GROUP BY account.id, account.kind, account.provider, account.currency
  ORDER BY account.currency, ${IN_ORDER}, account.provider`;

/**
 * A query of the transfers of the kind `$5` (null: of any) on the days, the newest first, with their entries. Of each
 * event, no more than a page is read, backwards along the key: an index of the organisation's transfers would cost every
 * capture a write.
 *
 * @param before the text of an expression: only those with smaller ids
 * @param limit the text of an expression; `NULL`: all
 */
export function transfersSql(before: string, limit: string): string {
  return `
    SELECT transfer.*, entry.entries
    FROM (
      SELECT event.name AS "eventName", posted.*
      FROM events AS event
      CROSS JOIN LATERAL (
        SELECT id, kind, event_id AS "eventId", booking_id AS "bookingId", currency, posted_at AS "postedAt"
        FROM ledger_transfers
        WHERE event_id = event.id AND organiser_id = $1 AND id < ${before} AND ${ON_THE_DAYS}
          AND ($5::text IS NULL OR kind = $5)
        ORDER BY event_id DESC, id DESC LIMIT ${limit}
      ) AS posted
      WHERE ${OF_EVENTS}
      ORDER BY posted.id DESC LIMIT ${limit}
    ) AS transfer
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('account', account.kind, 'provider', nullif(account.provider, ''),
        'amountMinor', entry.amount_minor) ORDER BY ${IN_ORDER}, account.provider) AS entries
      FROM ledger_entries AS entry
      JOIN ledger_accounts AS account ON account.id = entry.account_id
      WHERE entry.event_id = transfer."eventId" AND entry.transfer_id = transfer.id
      OFFSET 0
    ) AS entry
    ORDER BY transfer.id DESC`;
}
