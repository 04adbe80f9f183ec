/** Counts of requests and of scarce things, where processes count together in the database. */
export const RATE_LIMITS = `
-- Two kinds of counts: those of rate-limiter-flexible, which names its columns itself and writes the
-- first three by their order; and our quotas, which remember when each thing was taken.
--
-- Unlogged: after a crash of the database everybody begins at zero, which harms nobody.
CREATE UNLOGGED TABLE rate_limits (
  key varchar(255) NOT NULL,
  -- Of the library: how many requests in this window. Of quotas it says nothing.
  points integer NOT NULL DEFAULT 0,
  -- The end of the window, in milliseconds since 1970.
  expire bigint,
  taken_at bigint[] NOT NULL DEFAULT '{}',
  CONSTRAINT rate_limits_pkey PRIMARY KEY (key)
);

COMMENT ON COLUMN rate_limits.taken_at
  IS 'Of quotas: when each was taken, in milliseconds since 1970';

-- The library's deletion of windows that are over.
CREATE INDEX rate_limits_expire ON rate_limits (expire);
`;
