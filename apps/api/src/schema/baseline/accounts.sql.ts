/** Signing in: sessions, what was asked for by mail, and what slows guessing down. */
export const ACCOUNTS = `
-- Where somebody is signed in, as a person sees it and ends it. Access tokens aren't stored: they are
-- signed, short-lived, and renewed with the session's refresh token.
CREATE TABLE sessions (
  id bigint NOT NULL,
  user_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text,
  user_agent text,
  ip text,
  CONSTRAINT sessions_pkey PRIMARY KEY (id),
  CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT sessions_end_has_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT sessions_user_agent_length CHECK (char_length(user_agent) <= 300)
);

-- A person's sessions, the newest first, and ending all of them.
CREATE INDEX sessions_user ON sessions (user_id, id);
-- Retention: sessions by when they were over, ended or not.
CREATE INDEX sessions_over ON sessions (LEAST(ended_at, expires_at));

-- The cookie that renews an access token, by its hash. Each renewal makes a new one.
CREATE TABLE refresh_tokens (
  token_hash bytea NOT NULL,
  session_id bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  -- A used token may be shown again for a short while, where the answer was lost; later, somebody
  -- has copied it, and the session ends.
  used_at timestamptz,
  replaced_by bytea,
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash),
  CONSTRAINT refresh_tokens_session_fkey
    FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
);

-- A session has one token that is good: a copy can't live beside it.
CREATE UNIQUE INDEX refresh_tokens_one_unused_a_session ON refresh_tokens (session_id)
  WHERE used_at IS NULL;
-- All tokens of a session, which are deleted with it.
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id, created_at);

-- Asked for over HTTP and answered by a job: neither the answer over HTTP nor the time that it takes
-- depends on whether the address has an account.
CREATE TABLE account_requests (
  id bigint NOT NULL,
  kind text NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  -- Of a registration, until it is answered.
  name text,
  password_hash text,
  -- 16 keyed bits of the password: see one_time_tokens.
  password_tag integer,
  language text,
  created_at timestamptz NOT NULL DEFAULT now(),
  answered_at timestamptz,
  CONSTRAINT account_requests_pkey PRIMARY KEY (id),
  CONSTRAINT account_requests_kind_known
    CHECK (kind IN ('register', 'resend_verification', 'reset_password')),
  CONSTRAINT account_requests_register_is_complete CHECK (
    (kind = 'register' AND answered_at IS NULL)
      = (name IS NOT NULL AND password_hash IS NOT NULL)
    AND (name IS NULL) = (password_hash IS NULL)
  ),
  CONSTRAINT account_requests_tag_is_short CHECK (password_tag BETWEEN 0 AND 65535),
  CONSTRAINT account_requests_language_known CHECK (language IN ('en', 'de'))
);

-- What is kept about an address, for export and erasure.
CREATE INDEX account_requests_email_key ON account_requests (email_key, created_at);
-- Retention, oldest first.
CREATE INDEX account_requests_created_at ON account_requests (created_at);

-- The secrets of mailed links and of the second step of a sign-in, by their hashes.
--
-- A token that proves an address carries what was registered with it. Completing a registration takes
-- its password as well as the link, so a link that somebody else opens changes nothing.
CREATE TABLE one_time_tokens (
  token_hash bytea NOT NULL,
  purpose text NOT NULL,
  -- Whose it is; a registration has no user yet.
  user_id bigint,
  email text,
  email_key text,
  name text,
  password_hash text,
  -- 16 keyed bits of the password. However many strangers register with an address, few of their
  -- registrations have the tag of its owner's password, so few hashes need to be compared.
  password_tag integer,
  -- The language that the address registered in: that of its mails and of its account.
  language text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  CONSTRAINT one_time_tokens_pkey PRIMARY KEY (token_hash),
  CONSTRAINT one_time_tokens_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT one_time_tokens_purpose_matches_content CHECK (
    CASE purpose
      WHEN 'verify_email' THEN user_id IS NULL AND email IS NOT NULL AND email_key IS NOT NULL
        AND name IS NOT NULL AND password_hash IS NOT NULL
      WHEN 'reset_password' THEN user_id IS NOT NULL AND password_hash IS NULL
      WHEN 'second_factor' THEN user_id IS NOT NULL AND password_hash IS NULL
      ELSE false
    END
  ),
  CONSTRAINT one_time_tokens_tag_is_short CHECK (password_tag BETWEEN 0 AND 65535),
  CONSTRAINT one_time_tokens_language_known CHECK (language IN ('en', 'de')),
  CONSTRAINT one_time_tokens_tag_is_of_a_password
    CHECK (password_tag IS NULL OR password_hash IS NOT NULL)
);

-- A user's tokens of one purpose: using one uses up the others.
CREATE INDEX one_time_tokens_user ON one_time_tokens (user_id, purpose);
-- What was last registered with an address.
CREATE INDEX one_time_tokens_email_key ON one_time_tokens (email_key, created_at);
-- What was registered with an address by one password, perhaps.
CREATE INDEX one_time_tokens_password_tag ON one_time_tokens (email_key, password_tag)
  WHERE purpose = 'verify_email' AND used_at IS NULL;
-- Retention, oldest first.
CREATE INDEX one_time_tokens_expires_at ON one_time_tokens (expires_at);

-- For whoever lost the phone: each works once instead of a code.
CREATE TABLE recovery_codes (
  user_id bigint NOT NULL,
  code_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
  CONSTRAINT recovery_codes_user_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);

-- Failed attempts at an address or a user, each of which makes the next wait longer. By a hash, and
-- also for addresses without an account, so that a delay says nothing about them.
CREATE TABLE failed_sign_ins (
  account_key bytea NOT NULL,
  failures integer NOT NULL,
  last_failed_at timestamptz NOT NULL,
  next_allowed_at timestamptz NOT NULL,
  CONSTRAINT failed_sign_ins_pkey PRIMARY KEY (account_key),
  CONSTRAINT failed_sign_ins_failures_positive CHECK (failures > 0)
);

-- Retention, oldest first.
CREATE INDEX failed_sign_ins_last_failed_at ON failed_sign_ins (last_failed_at);
`;
