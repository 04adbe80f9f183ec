/** Links to downloads that somebody may begin. */
export const EXPORT_LINKS = `
-- A download that a member of an organisation has asked for. The link's secret takes the place of their
-- token, which a browser can't send with a download. The row goes with its use, and soon without one.
CREATE TABLE export_links (
  token_hash bytea NOT NULL,
  -- Who asked; NULL: the demo's admin, whom no request names. They must still be a member at the download.
  user_id bigint,
  user_role text NOT NULL,
  organiser_id bigint NOT NULL,
  -- NULL: an export of the whole organisation, of a year or of days.
  event_id bigint,
  year smallint,
  days daterange,
  -- Of an export of the ledger, which transfers; NULL: all.
  transfer_kind text,
  kind text NOT NULL,
  format text NOT NULL,
  language text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT export_links_pkey PRIMARY KEY (token_hash),
  CONSTRAINT export_links_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  -- A ledger's days may be narrowed to an event.
  CONSTRAINT export_links_are_of_one_thing CHECK (CASE kind
    WHEN 'ledger' THEN days IS NOT NULL AND year IS NULL
    ELSE num_nonnulls(event_id, year, days) = 1 AND transfer_kind IS NULL END)
);

-- Retention: those that nobody used.
CREATE INDEX export_links_expired ON export_links (expires_at);
`;
