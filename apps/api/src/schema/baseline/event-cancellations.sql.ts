/** What follows from cancelling an event, until it is done. */
export const EVENT_CANCELLATIONS = `
-- Written with the state of an event that is cancelled. Afterwards its holds are ended and its buyers are
-- written to, some at a time: how far that has come stands here, so that any process carries on.
CREATE TABLE event_cancellations (
  event_id bigint NOT NULL,
  -- Dates of a series that were cancelled together share it, and an address is sent one mail about all of them. NULL: it
  -- was cancelled alone.
  group_id bigint,
  -- What the organiser tells the buyers. Empty: nothing.
  message text NOT NULL DEFAULT '',
  -- How the money of its bookings goes back automatically: with_fees, without_fees. NULL: it doesn't.
  refunds text,
  -- When that began, or was continued last: a booking that failed before is tried again.
  refunds_continued_at timestamptz,
  -- When somebody stopped it. NULL: it goes on.
  refunds_stopped_at timestamptz,
  -- The last booking whose buyer was written to, in the order in which they were made. NULL: none yet.
  notified_created_at timestamptz,
  notified_booking_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Every hold has ended, and everybody has been written to.
  finished_at timestamptz,
  CONSTRAINT event_cancellations_pkey PRIMARY KEY (event_id),
  CONSTRAINT event_cancellations_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT event_cancellations_message_length CHECK (char_length(message) <= 2000),
  CONSTRAINT event_cancellations_notified_whole
    CHECK ((notified_created_at IS NULL) = (notified_booking_id IS NULL)),
  CONSTRAINT event_cancellations_refunds_known CHECK (refunds IN ('with_fees', 'without_fees')),
  CONSTRAINT event_cancellations_refunds_begun CHECK ((refunds IS NULL) = (refunds_continued_at IS NULL)),
  CONSTRAINT event_cancellations_refunds_stopped CHECK (refunds_stopped_at IS NULL OR refunds IS NOT NULL)
);

-- Those that are under way: looked for every few seconds.
CREATE INDEX event_cancellations_open ON event_cancellations (created_at) WHERE finished_at IS NULL;
-- What was cancelled together.
CREATE INDEX event_cancellations_group ON event_cancellations (group_id) WHERE group_id IS NOT NULL;
`;
