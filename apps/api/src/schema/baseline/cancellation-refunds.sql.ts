/** Money of cancelled events that could not go back automatically. */
export const CANCELLATION_REFUNDS = `
-- Bookings of cancelled events whose money could not go back automatically, with the code of the problem.
CREATE TABLE cancellation_refund_failures (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  failure text NOT NULL,
  failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT cancellation_refund_failures_pkey PRIMARY KEY (event_id, booking_id),
  CONSTRAINT cancellation_refund_failures_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT cancellation_refund_failures_cancellation_fkey
    FOREIGN KEY (event_id) REFERENCES event_cancellations (event_id)
);
`;
