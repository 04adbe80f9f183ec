/** Mails: an outbox, and what each address was sent lately. */
export const MAILS = `
-- Written in the transaction that a mail follows from, and sent by a job once it has committed: none
-- is lost, and none is sent for what didn't happen. Afterwards the row counts for its budget until it
-- is deleted.
CREATE TABLE mails (
  id bigint NOT NULL,
  template text NOT NULL,
  -- In the one form in which addresses are compared.
  to_address text NOT NULL,
  to_name text NOT NULL,
  -- What the template is filled with. Removed once the mail was sent, except for the local page of
  -- the demonstration.
  data jsonb,
  -- A mail of this name is written once, however often it is asked for.
  once_key text,
  -- What the mail counts for, so that a flood of one kind to one address takes nothing from another
  -- kind. NULL: it isn't limited.
  budget text,
  budget_key text,
  -- Of an address with a tag (ada+tickets@...): the mailbox that it counts for as well.
  mailbox_key text,
  counted_at timestamptz,
  -- Over its budget: it waits until then, and becomes part of one mail with the others that wait,
  gather_at timestamptz,
  -- which is this one.
  gathered_into bigint,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  -- The mail server has refused it for good.
  refused_at timestamptz,
  CONSTRAINT mails_pkey PRIMARY KEY (id),
  CONSTRAINT mails_once_key_key UNIQUE (once_key),
  -- No header can be added by an address.
  CONSTRAINT mails_address_in_one_line CHECK (to_address ~ '^[^[:space:][:cntrl:]]+$'),
  CONSTRAINT mails_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT mails_sent_or_refused CHECK (sent_at IS NULL OR refused_at IS NULL),
  CONSTRAINT mails_unsent_say_something
    CHECK (data IS NOT NULL OR sent_at IS NOT NULL OR gathered_into IS NOT NULL),
  CONSTRAINT mails_budget_is_somebodys CHECK (
    (budget IS NULL) = (budget_key IS NULL)
    AND (budget IS NOT NULL OR (counted_at IS NULL AND gather_at IS NULL))
  ),
  CONSTRAINT mails_mailbox_has_a_budget CHECK (mailbox_key IS NULL OR budget IS NOT NULL),
  CONSTRAINT mails_waiting_are_not_sent CHECK (gather_at IS NULL OR (
    counted_at IS NULL AND sent_at IS NULL AND refused_at IS NULL AND gathered_into IS NULL)),
  CONSTRAINT mails_gathered_are_not_sent CHECK (gathered_into IS NULL OR (
    counted_at IS NULL AND sent_at IS NULL AND refused_at IS NULL AND data IS NULL))
);

-- What is kept about an address, for export and erasure.
CREATE INDEX mails_to_address ON mails (to_address);
-- Retention, oldest first.
CREATE INDEX mails_created_at ON mails (created_at);
-- With each mail: how many of its kind the address, or its mailbox, was sent lately, ...
CREATE INDEX mails_counted ON mails (budget_key, budget, counted_at)
  WHERE counted_at IS NOT NULL;
CREATE INDEX mails_counted_by_mailbox ON mails (mailbox_key, budget, counted_at)
  WHERE mailbox_key IS NOT NULL AND counted_at IS NOT NULL;
-- ... and what waits already. By the same, a job finds what is to be gathered.
CREATE INDEX mails_waiting ON mails (budget_key, budget, gather_at)
  WHERE gather_at IS NOT NULL;
CREATE INDEX mails_waiting_by_mailbox ON mails (mailbox_key, budget, gather_at)
  WHERE mailbox_key IS NOT NULL AND gather_at IS NOT NULL;
`;
