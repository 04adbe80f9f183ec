/** Requests that may be repeated without a further effect. */
export const IDEMPOTENCY_KEYS = `
-- The first answer to each request that named a key, written in the transaction that carried it out:
-- a crash leaves either both the effect and the answer, or neither.
CREATE TABLE idempotency_keys (
  -- Keys belong to a caller: somebody else's equal key is a different one.
  caller text NOT NULL,
  key text NOT NULL,
  -- Of the request's method, path and body: the same key for another request is refused.
  fingerprint text NOT NULL,
  -- NULL while the transaction is under way, which nobody else sees.
  outcome jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key),
  CONSTRAINT idempotency_keys_key_length CHECK (char_length(key) BETWEEN 1 AND 255)
);

-- No plan depends on statistics of the answers.
ALTER TABLE idempotency_keys ALTER COLUMN outcome SET STATISTICS 0;

-- The sweep that deletes keys after a day, oldest first.
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- Called by the statement that carries out a batch with how many of its keys were new: it is refused
-- as a whole where one had been taken, without a round trip before it.
CREATE FUNCTION require_all_keys(taken bigint, wanted bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
  IF taken <> wanted THEN
    RAISE EXCEPTION '% keys were to be new, but % are.', wanted, taken
      USING ERRCODE = 'TK002';
  END IF;
  RETURN taken;
END $$;
`;
