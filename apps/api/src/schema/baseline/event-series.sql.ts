/** Many dates of one thing. */
export const EVENT_SERIES = `
-- Many dates of one thing: each is an event of its own, edited with the others or alone.
CREATE TABLE event_series (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  name text NOT NULL,
  subtitle text NOT NULL DEFAULT '',
  -- Markdown, of which a safe part is shown.
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT event_series_pkey PRIMARY KEY (id),
  -- What events refer to: a series has dates of its own organisation only.
  CONSTRAINT event_series_organiser_key UNIQUE (organiser_id, id),
  CONSTRAINT event_series_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT event_series_texts_length CHECK (
    char_length(name) BETWEEN 1 AND 200 AND char_length(subtitle) <= 200
      AND char_length(description) <= 20000
  )
);
`;
