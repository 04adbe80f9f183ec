/**
 * Whether a `booking` of a cancelled event is one whose buyer is notified: it was paid for, also where its money
 * has gone back since, or its hold ended with the event, by whatever came first.
 *
 * @param cancelledAt the text of a parameter: when the event was cancelled
 */
export function isConcernedSql(cancelledAt: string): string {
  return `(booking.status = 'confirmed' OR (booking.status IN ('refunded', 'cancelled', 'expired', 'failed')
      AND booking.ended_at >= ${cancelledAt}::timestamptz))`;
}
