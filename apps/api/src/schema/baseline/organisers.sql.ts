/** Who sells: organisations, the people who work for them, and those who are invited to. */
export const ORGANISERS = String.raw`
-- An organisation that sells tickets. Every event has one, and its members see that organisation's
-- events and nobody else's.
CREATE TABLE organisers (
  id bigint NOT NULL,
  name text NOT NULL,
  -- Where buyers write to; shown with each event and in its mails.
  contact_email text NOT NULL,
  -- A text, or a link that begins with https://. Empty: there is none yet.
  imprint text NOT NULL DEFAULT '',
  terms text NOT NULL DEFAULT '',
  privacy text NOT NULL DEFAULT '',
  refund_policy text NOT NULL DEFAULT '',
  -- What a new event begins with; each can be changed there.
  currency character(3) NOT NULL,
  time_zone text NOT NULL,
  language text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organisers_pkey PRIMARY KEY (id),
  CONSTRAINT organisers_name_length CHECK (char_length(name) BETWEEN 1 AND 200),
  CONSTRAINT organisers_contact_email_length CHECK (char_length(contact_email) BETWEEN 3 AND 254),
  CONSTRAINT organisers_legal_texts_length CHECK (
    greatest(char_length(imprint), char_length(terms), char_length(privacy),
      char_length(refund_policy)) <= 20000
  ),
  CONSTRAINT organisers_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT organisers_language_known CHECK (language IN ('en', 'de'))
);

-- Who works for an organisation, and what they may do there.
CREATE TABLE organiser_members (
  organiser_id bigint NOT NULL,
  user_id bigint NOT NULL,
  -- An owner may do everything, a manager all but appoint owners, the box office sells and looks at
  -- bookings, and the door sees who comes.
  role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT organiser_members_pkey PRIMARY KEY (organiser_id, user_id),
  CONSTRAINT organiser_members_organiser_fkey
    FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT organiser_members_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT organiser_members_role_known
    CHECK (role IN ('owner', 'manager', 'box_office', 'door'))
);

-- The organisations of one person: asked for with every request that they make for one.
CREATE INDEX organiser_members_user ON organiser_members (user_id);

-- An offer to become a member, mailed to an address. Whoever has proved that address may accept it.
CREATE TABLE organiser_invitations (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  role text NOT NULL,
  -- Only the mail has the token itself.
  token_hash bytea NOT NULL,
  -- NULL: the one who invited has been erased, or is the demo's admin.
  invited_by bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  CONSTRAINT organiser_invitations_pkey PRIMARY KEY (id),
  CONSTRAINT organiser_invitations_organiser_fkey
    FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT organiser_invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users (id),
  CONSTRAINT organiser_invitations_token_hash_key UNIQUE (token_hash),
  CONSTRAINT organiser_invitations_email_length CHECK (char_length(email) <= 254),
  CONSTRAINT organiser_invitations_role_known
    CHECK (role IN ('owner', 'manager', 'box_office', 'door')),
  CONSTRAINT organiser_invitations_end_once
    CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);

-- One open invitation for one address: inviting again withdraws the one before.
CREATE UNIQUE INDEX organiser_invitations_open ON organiser_invitations (organiser_id, email_key)
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- Whoever is erased is no longer named as the one who invited.
CREATE INDEX organiser_invitations_invited_by ON organiser_invitations (invited_by)
  WHERE invited_by IS NOT NULL;
`;
