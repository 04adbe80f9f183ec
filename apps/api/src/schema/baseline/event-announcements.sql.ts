/** What all buyers of an event are told, until they have been. */
export const EVENT_ANNOUNCEMENTS = `
-- Written with the change of an event that its buyers must know, or when its organiser writes to them. They are
-- mailed afterwards, some at a time: how far that has come stands here, so that any process carries on.
CREATE TABLE event_announcements (
  -- Dates of a series that were changed together share it, and an address is sent one mail about all of them.
  id bigint NOT NULL,
  event_id bigint NOT NULL,
  kind text NOT NULL,
  -- Of a message.
  subject text NOT NULL DEFAULT '',
  -- The organiser's own words. Empty: none.
  message text NOT NULL DEFAULT '',
  -- Of a change: when and where it was to take place, and when and where it will.
  facts_before jsonb,
  facts_after jsonb,
  -- The last booking whose buyer was written to, in the order in which they were made. NULL: none yet.
  notified_created_at timestamptz,
  notified_booking_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Since when nobody can pay any more for tickets that were held before it: buyers are gone through once more.
  settled_at timestamptz,
  -- Everybody has been written to.
  finished_at timestamptz,
  CONSTRAINT event_announcements_pkey PRIMARY KEY (id, event_id),
  CONSTRAINT event_announcements_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT event_announcements_kind_known CHECK (
    CASE kind
      WHEN 'changed' THEN subject = '' AND num_nonnulls(facts_before, facts_after) = 2
      WHEN 'message' THEN subject <> '' AND message <> '' AND num_nonnulls(facts_before, facts_after) = 0
      ELSE false
    END
  ),
  CONSTRAINT event_announcements_texts_length
    CHECK (char_length(subject) <= 100 AND char_length(message) <= 2000),
  CONSTRAINT event_announcements_notified_whole
    CHECK ((notified_created_at IS NULL) = (notified_booking_id IS NULL))
);

-- Those that are under way: looked for every few seconds.
CREATE INDEX event_announcements_open ON event_announcements (created_at) WHERE finished_at IS NULL;
-- What the buyers of an event were told, and how often lately.
CREATE INDEX event_announcements_event ON event_announcements (event_id, created_at);
`;
