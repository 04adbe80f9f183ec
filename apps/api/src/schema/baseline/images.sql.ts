/** Pictures that organisations have uploaded. */
export const IMAGES = `
-- A picture as it is served: in some widths, each encoded anew. Its files lie in the storage, below
-- its key. The row is written before the files and removed after them, so no file is without one.
CREATE TABLE images (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  -- What its address begins with: nobody guesses that of a draft's.
  key text NOT NULL,
  -- Of the largest file, in pixels.
  width integer NOT NULL,
  height integer NOT NULL,
  -- Of all files, the smallest first.
  widths integer[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Since when no event shows it; NULL: one does. Its files are removed a day later.
  unused_since timestamptz DEFAULT now(),
  CONSTRAINT images_pkey PRIMARY KEY (id),
  CONSTRAINT images_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT images_key_key UNIQUE (key),
  CONSTRAINT images_key_form CHECK (key ~ '^[0-9a-f]{32}$'),
  CONSTRAINT images_size_positive CHECK (width > 0 AND height > 0)
);

-- Those that the sweep looks at.
CREATE INDEX images_unused ON images (unused_since) WHERE unused_since IS NOT NULL;
`;
