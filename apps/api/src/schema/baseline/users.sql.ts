/** People: accounts, guests, and whoever was added by an admin. */
export const USERS = String.raw`
-- Somebody who buys tickets or runs the sale. Which tickets they own is derived, never stored.
--
-- An account has an address that was proved, and signs in. A guest has said an address and proved
-- nothing. Who has no address was added by an admin, or has been erased.
CREATE TABLE users (
  id bigint NOT NULL,
  name text NOT NULL,
  role text NOT NULL DEFAULT 'customer',
  -- The address as it was typed, the one form in which it is compared (addressKey of the
  -- contracts), and the mailbox that it leads to, which a trigger writes.
  email text,
  email_key text,
  mailbox_key text,
  email_verified_at timestamptz,
  -- argon2id, with its parameters and its salt.
  password_hash text,
  -- Two-step sign-in. The secret is encrypted, and there before the first code has been shown.
  totp_secret text,
  totp_enabled_at timestamptz,
  -- The time step of the last code that was accepted: no code works twice.
  totp_last_step bigint,
  -- The language that they are written to in. NULL: nobody has said.
  language text,
  -- An admin's doing, and the person's own. Both refuse sign-in and buying; the row stays, because
  -- bookings and the audit name it.
  disabled_at timestamptz,
  erased_at timestamptz,
  -- Of a guest: the account that has proved the same address and got the bookings.
  joined_account_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_joined_account_fkey FOREIGN KEY (joined_account_id) REFERENCES users (id),
  CONSTRAINT users_name_length CHECK (char_length(name) BETWEEN 1 AND 255),
  CONSTRAINT users_role_known
    CHECK (role IN ('customer', 'door_staff', 'organiser', 'admin', 'guest')),
  CONSTRAINT users_language_known CHECK (language IN ('en', 'de')),
  CONSTRAINT users_email_has_key CHECK ((email IS NULL) = (email_key IS NULL)),
  CONSTRAINT users_email_length CHECK (char_length(email) <= 254),
  CONSTRAINT users_password_needs_proven_email
    CHECK (password_hash IS NULL OR (email IS NOT NULL AND email_verified_at IS NOT NULL)),
  CONSTRAINT users_guest_has_no_password CHECK (role <> 'guest' OR password_hash IS NULL),
  CONSTRAINT users_totp_needs_secret CHECK (totp_enabled_at IS NULL OR totp_secret IS NOT NULL),
  CONSTRAINT users_only_guests_join CHECK (joined_account_id IS NULL OR role = 'guest')
);

-- One account per address, whatever races; guests may share one, also with an account. Serves sign-in.
CREATE UNIQUE INDEX users_email_key_key ON users (email_key) WHERE role <> 'guest';

-- The guests whose bookings join an account that proves their address.
CREATE INDEX users_guest_email_key ON users (email_key) WHERE role = 'guest';

-- Who counts as one buyer, for an event's limits. Accounts and guests apart: accounts are few, and of
-- the guests, whom strangers can make by the thousand, the newest are found without reading the rest.
CREATE INDEX users_account_mailbox ON users (mailbox_key) WHERE role <> 'guest';
CREATE INDEX users_guest_mailbox ON users (mailbox_key, id) WHERE role = 'guest';

-- The mailbox behind an address: ada+tickets@example.org is delivered to ada@example.org. For limits
-- alone, never to prove who somebody is: not every mail server reads the plus like that. Equals
-- mailboxKey of the contracts, as a test compares.
CREATE FUNCTION mailbox_of(email_key text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(email_key, '^([^+@]+)\+[^@]*@', '\1@')
$$;

-- Written wherever an address is, and so removed with the address of whoever is erased. Not a
-- generated column: TypeORM needs a table of its own to describe one.
CREATE FUNCTION write_mailbox_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.mailbox_key := mailbox_of(NEW.email_key);
  RETURN NEW;
END $$;

CREATE TRIGGER users_mailbox_key BEFORE INSERT OR UPDATE OF email_key, mailbox_key ON users
FOR EACH ROW EXECUTE FUNCTION write_mailbox_key();

-- A text as names are searched and sorted by: without accents, in small letters, one blank between words. Letters that
-- Unicode doesn't take apart are written as people spell them without.
CREATE FUNCTION folded(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(replace(replace(replace(
      lower(regexp_replace(normalize(said, NFD), '[\u0300-\u036f]', '', 'g')),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'đðłøıħŧ', 'ddloiht'), '\s+', ' ', 'g'))
$$;

-- The words that somebody is searched for by: those of their name, also between hyphens, their address as a whole, and
-- the words before its @. Indexes are made and restored without a search path, so the schema is named.
CREATE FUNCTION buyer_words(name text, email_key text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(public.folded(
    name || ' ' || coalesce(email_key, '') || ' '
      || translate(name || ' ' || coalesce(split_part(email_key, '@', 1), ''), '-._+''', '     ')
  ), ' '), ''))
$$;

-- The box office's search: the beginning of any of those words.
CREATE INDEX users_buyer_words ON users USING gin (buyer_words(name, email_key));
`;
