/** What payments, bookings and the ledger say of the same money, compared. */
export const RECONCILIATION = `
-- What a provider was asked for of an organiser: the captures of payments that began between two moments. read_at is
-- NULL until its pages are in.
CREATE TABLE provider_statements (
  provider text NOT NULL,
  organiser_id bigint NOT NULL,
  since timestamptz NOT NULL,
  asked_at timestamptz NOT NULL,
  read_at timestamptz,
  CONSTRAINT provider_statements_pkey PRIMARY KEY (provider, organiser_id),
  CONSTRAINT provider_statements_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id)
);

-- And what it answered.
CREATE TABLE provider_payments (
  provider text NOT NULL,
  organiser_id bigint NOT NULL,
  reference text NOT NULL,
  amount_minor bigint NOT NULL,
  currency character(3) NOT NULL,
  -- When it began, by the provider's clock.
  created_at timestamptz NOT NULL,
  CONSTRAINT provider_payments_pkey PRIMARY KEY (provider, organiser_id, reference)
);

-- A row per difference, which is none as long as all is well: for npm run reconcile, for the look of every night, and for
-- the invariants of the tests. The comparison stands here, so that all of them mean the same by it. It reads
-- all payments and transfers, in the snapshot of one statement, in which nothing is half done.
CREATE VIEW money_differences (code, event_id, subject, sentence) AS
-- What was captured, and was posted so.
SELECT CASE
    WHEN transfer.id IS NULL THEN 'PAYMENT_NOT_POSTED'
    WHEN payment.id IS NULL THEN 'CAPTURE_WITHOUT_PAYMENT'
    ELSE 'CAPTURE_DIFFERS' END,
  coalesce(payment.event_id, transfer.event_id), coalesce(payment.id, transfer.source_id)::text,
  CASE
    WHEN transfer.id IS NULL THEN format(
      'Payment %s of booking %s (event %s) captured %s %s by %s, and the ledger has no transfer of it.',
      payment.id, payment.booking_id, payment.event_id, payment.amount_minor, payment.currency,
      payment.provider)
    WHEN payment.id IS NULL THEN format(
      'Transfer %s (event %s) says that payment %s captured %s %s, and there is no such capture.',
      transfer.id, transfer.event_id, transfer.source_id, transfer.amount_minor, transfer.currency)
    ELSE format(
      'Payment %s (event %s) captured %s %s for booking %s by %s, and transfer %s says %s %s for booking %s by %s.',
      payment.id, payment.event_id, payment.amount_minor, payment.currency, payment.booking_id,
      payment.provider, transfer.id, transfer.amount_minor, transfer.currency, transfer.booking_id,
      transfer.provider) END
FROM (
  SELECT event_id, id, booking_id, provider, amount_minor, currency FROM payments
  -- Whatever became of it afterwards, the money had come.
  WHERE status IN ('captured', 'returned') AND amount_minor > 0
) AS payment
FULL JOIN (
  SELECT transfer.event_id, transfer.id, transfer.source_id, transfer.booking_id, transfer.provider,
    transfer.currency, (
      SELECT coalesce(sum(entry.amount_minor), 0) FROM ledger_entries AS entry
      JOIN ledger_accounts AS account ON account.id = entry.account_id
      WHERE entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
        AND account.kind = CASE transfer.provider WHEN 'counter' THEN 'cash' ELSE 'clearing' END
        AND account.provider = CASE transfer.provider WHEN 'counter' THEN '' ELSE transfer.provider END
    ) AS amount_minor
  FROM ledger_transfers AS transfer
  WHERE transfer.kind = 'capture' AND NOT EXISTS (
    SELECT FROM ledger_transfers AS reversal
    WHERE reversal.event_id = transfer.event_id AND reversal.reverses = transfer.id)
) AS transfer ON transfer.event_id = payment.event_id AND transfer.source_id = payment.id
WHERE (payment.amount_minor, payment.currency, payment.booking_id, payment.provider)
  IS DISTINCT FROM (transfer.amount_minor, transfer.currency, transfer.booking_id, transfer.provider)
UNION ALL
-- What buyers were told is paid, and was.
SELECT 'BOOKING_NOT_PAID', booking.event_id, booking.id::text, format(
  'Booking %s (event %s) is confirmed for %s %s, and its payments captured %s.', booking.id,
  booking.event_id, booking.total_minor, booking.currency, paid.amount_minor)
FROM bookings AS booking
CROSS JOIN LATERAL (
  SELECT coalesce(sum(amount_minor), 0) AS amount_minor FROM payments
  WHERE event_id = booking.event_id AND booking_id = booking.id AND currency = booking.currency
    AND status = 'captured'
) AS paid
WHERE booking.status = 'confirmed' AND paid.amount_minor < booking.total_minor
UNION ALL
-- Money that is kept for nothing: its booking ended unpaid, and it hasn't begun to go back.
SELECT 'MONEY_WITHOUT_BOOKING', kept.event_id, kept.payment_id::text, format(
  'Payment %s (event %s) still has %s %s for booking %s, which %s.', kept.payment_id, kept.event_id,
  kept.amount_minor, kept.currency, kept.booking_id,
  coalesce('is ' || booking.status, 'is not there'))
FROM (
  SELECT transfer.event_id, transfer.payment_id, transfer.booking_id, transfer.currency,
    -sum(entry.amount_minor) AS amount_minor
  FROM ledger_transfers AS transfer
  JOIN ledger_entries AS entry
    ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
  JOIN ledger_accounts AS account
    ON account.id = entry.account_id AND account.kind IN ('payable', 'fees', 'taxes')
  GROUP BY 1, 2, 3, 4 HAVING sum(entry.amount_minor) <> 0
) AS kept
LEFT JOIN bookings AS booking ON booking.id = kept.booking_id AND booking.event_id = kept.event_id
WHERE coalesce(booking.status NOT IN ('confirmed', 'refunded'), true)
UNION ALL
-- More went back than had come, of a part or of all.
SELECT 'REFUNDED_TOO_MUCH', transfer.event_id, concat_ws(' ', transfer.payment_id, account.kind), format(
  'Payment %s (event %s) has given back %s %s more than it had in %s.', transfer.payment_id,
  transfer.event_id, sum(entry.amount_minor), transfer.currency, account.kind)
FROM ledger_transfers AS transfer
JOIN ledger_entries AS entry
  ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
JOIN ledger_accounts AS account
  ON account.id = entry.account_id AND account.kind IN ('payable', 'fees', 'taxes')
GROUP BY transfer.event_id, transfer.payment_id, transfer.currency, account.kind
HAVING sum(entry.amount_minor) > 0
UNION ALL
-- Entries that leave something, of a currency of an event: written past the constraint.
SELECT 'TRANSFER_UNBALANCED', transfer.event_id, transfer.id::text, format(
  'The entries of transfer %s (%s, event %s) leave %s %s.', transfer.id, transfer.kind,
  transfer.event_id, coalesce(sum(entry.amount_minor), 0), transfer.currency)
FROM ledger_transfers AS transfer
LEFT JOIN ledger_entries AS entry
  ON entry.event_id = transfer.event_id AND entry.transfer_id = transfer.id
GROUP BY transfer.event_id, transfer.id
HAVING coalesce(sum(entry.amount_minor), 0) <> 0 OR count(entry.account_id) = 0
UNION ALL
-- What dashboards read, and what was posted.
SELECT 'BALANCE_DIFFERS', coalesce(balance.event_id, posted.event_id),
  coalesce(balance.account_id, posted.account_id)::text, format(
  'The balances of account %s (event %s) are %s from captures and %s after them, and its entries %s and %s.',
  coalesce(balance.account_id, posted.account_id), coalesce(balance.event_id, posted.event_id),
  coalesce(balance.captured_minor, 0), coalesce(balance.followed_minor, 0),
  coalesce(posted.captured_minor, 0), coalesce(posted.followed_minor, 0))
FROM (
  SELECT event_id, account_id, sum(captured_minor) AS captured_minor,
    sum(followed_minor) AS followed_minor
  FROM (
    SELECT event_id, account_id, captured_minor, followed_minor FROM ledger_levels
    UNION ALL
    SELECT event_id, account_id, captured_minor, followed_minor FROM ledger_changes
  ) AS part
  GROUP BY event_id, account_id
) AS balance
FULL JOIN (
  SELECT entry.event_id, entry.account_id,
    coalesce(sum(entry.amount_minor) FILTER (WHERE transfer.kind = 'capture'), 0) AS captured_minor,
    coalesce(sum(entry.amount_minor) FILTER (WHERE transfer.kind <> 'capture'), 0) AS followed_minor
  FROM ledger_entries AS entry
  LEFT JOIN ledger_transfers AS transfer
    ON transfer.event_id = entry.event_id AND transfer.id = entry.transfer_id
  GROUP BY entry.event_id, entry.account_id
) AS posted ON posted.event_id = balance.event_id AND posted.account_id = balance.account_id
WHERE (coalesce(balance.captured_minor, 0), coalesce(balance.followed_minor, 0))
  <> (coalesce(posted.captured_minor, 0), coalesce(posted.followed_minor, 0))
UNION ALL
-- What providers say that they took, as far as they were asked for it.
SELECT CASE
    WHEN capture.id IS NULL THEN 'UNKNOWN_HERE'
    WHEN stated.reference IS NULL THEN 'UNKNOWN_TO_PROVIDER'
    ELSE 'PROVIDER_DIFFERS' END,
  coalesce(capture.event_id, 0), coalesce(capture.id::text, stated.reference),
  CASE
    WHEN capture.id IS NULL THEN format(
      '%s took %s %s for organiser %s as %s, and no payment here is captured so.', stated.provider,
      stated.amount_minor, stated.currency, stated.organiser_id, stated.reference)
    WHEN stated.reference IS NULL THEN format(
      'Payment %s of booking %s (event %s) is captured for %s %s as %s, and %s doesn''t know it.',
      capture.id, capture.booking_id, capture.event_id, capture.amount_minor, capture.currency,
      capture.provider_reference, capture.provider)
    ELSE format('Payment %s (event %s) is captured for %s %s as %s, and %s says %s %s.', capture.id,
      capture.event_id, capture.amount_minor, capture.currency, capture.provider_reference,
      capture.provider, stated.amount_minor, stated.currency) END
FROM (
  -- A younger one may not have been heard of here when it was listed.
  SELECT listed.*, listed.created_at < statement.asked_at - interval '1 hour' AS is_due
  FROM provider_payments AS listed
  JOIN provider_statements AS statement
    ON statement.provider = listed.provider AND statement.organiser_id = listed.organiser_id
      AND statement.read_at IS NOT NULL
) AS stated
FULL JOIN (
  -- What was captured after the question needn't be in the answer, nor what began before; an hour for clocks that differ
  -- and settings that changed at that moment.
  SELECT payment.*, transfer.organiser_id, transfer.posted_at < statement.asked_at
    AND payment.created_at >= statement.since + interval '1 hour' AS is_due
  FROM provider_statements AS statement
  JOIN ledger_transfers AS transfer
    ON transfer.organiser_id = statement.organiser_id AND transfer.provider = statement.provider
      AND transfer.kind = 'capture'
  JOIN payments AS payment
    ON payment.event_id = transfer.event_id AND payment.id = transfer.payment_id
  WHERE statement.read_at IS NOT NULL
) AS capture
  ON capture.provider = stated.provider AND capture.organiser_id = stated.organiser_id
    AND capture.provider_reference = stated.reference
WHERE (capture.amount_minor, capture.currency) IS DISTINCT FROM (stated.amount_minor, stated.currency)
  AND (stated.is_due OR capture.is_due OR capture.id IS NOT NULL AND stated.reference IS NOT NULL);

-- Differences that somebody was alerted to, so that they aren't every night again. One that is settled is forgotten:
-- should it come back, that is news.
CREATE TABLE money_alerts (
  code text NOT NULL,
  event_id bigint NOT NULL,
  subject text NOT NULL,
  sentence text NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT money_alerts_pkey PRIMARY KEY (code, event_id, subject)
);

-- A look per night, whichever process takes it; again, and further back, where npm run reconcile asks for it.
CREATE TABLE reconciliations (
  night date NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  differences integer,
  -- How far back providers are asked; NULL: as every night.
  listed_days integer,
  CONSTRAINT reconciliations_pkey PRIMARY KEY (night)
);
`;
