/** Who comes with which ticket: what an event asks, and what buyers said. */
export const ATTENDEES = `
-- What an event asks of the people who come, after their tickets are held. An event without a row asks
-- for nothing, and its payments read nothing of all this.
CREATE TABLE attendee_forms (
  event_id bigint NOT NULL,
  -- Of each ticket: 'no' is not asked.
  names text NOT NULL,
  emails text NOT NULL,
  -- Until when buyers may change what they said. NULL: until the event begins.
  changes_until timestamptz,
  CONSTRAINT attendee_forms_pkey PRIMARY KEY (event_id),
  CONSTRAINT attendee_forms_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT attendee_forms_asked_for_known CHECK (
    names IN ('no', 'optional', 'required') AND emails IN ('no', 'optional', 'required')
  )
);

-- The questions of an event. One that was answered is removed by its time, and its answers stay
-- readable; nor does it change how it is answered.
CREATE TABLE questions (
  event_id bigint NOT NULL,
  id bigint NOT NULL,
  -- From 1, in the order in which they are asked.
  position smallint NOT NULL,
  label text NOT NULL,
  hint text NOT NULL DEFAULT '',
  kind text NOT NULL,
  -- What can be chosen. Answers keep the words of their moment, so these may change.
  options text[] NOT NULL DEFAULT '{}',
  -- Answered for each ticket, or once for the booking.
  scope text NOT NULL,
  required boolean NOT NULL DEFAULT false,
  -- Tickets of these tiers only. Empty: of all.
  tier_ids bigint[] NOT NULL DEFAULT '{}',
  removed_at timestamptz,
  CONSTRAINT questions_pkey PRIMARY KEY (event_id, id),
  CONSTRAINT questions_form_fkey FOREIGN KEY (event_id) REFERENCES attendee_forms (event_id),
  CONSTRAINT questions_kind_known CHECK (kind IN ('text', 'choice', 'choices', 'checkbox')),
  CONSTRAINT questions_scope_known CHECK (scope IN ('ticket', 'booking')),
  CONSTRAINT questions_texts_length
    CHECK (char_length(label) BETWEEN 1 AND 200 AND char_length(hint) <= 500),
  CONSTRAINT questions_choices_have_options
    CHECK ((kind IN ('choice', 'choices')) = (cardinality(options) > 0)),
  CONSTRAINT questions_of_bookings_have_no_tiers
    CHECK (scope = 'ticket' OR cardinality(tier_ids) = 0)
);

-- Who comes with a ticket, as the holder of a booking said. The booking is in the key: whoever holds
-- the ticket next begins with nothing. Of a booking that ends unpaid, nothing is kept.
CREATE TABLE attendees (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  name text NOT NULL DEFAULT '',
  email text,
  CONSTRAINT attendees_pkey PRIMARY KEY (event_id, booking_id, ticket_id),
  CONSTRAINT attendees_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT attendees_texts_length
    CHECK (char_length(name) <= 100 AND char_length(email) BETWEEN 3 AND 254)
);

-- The words of a name, each with its event before it: so a search of one event reads nothing of another one. Made as those
-- of buyers.
CREATE FUNCTION attendee_words(event_id bigint, name text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT event_id || ':' || word
    FROM unnest(string_to_array(
      public.folded(name || ' ' || translate(name, '-._+''', '     ')), ' ')) AS word
    WHERE word <> ''))
$$;

-- The guest list's search.
CREATE INDEX attendees_words ON attendees USING gin (attendee_words(event_id, name))
  WHERE name <> '';

-- What was answered, for a ticket or (without one) for the booking.
CREATE TABLE answers (
  event_id bigint NOT NULL,
  booking_id bigint NOT NULL,
  ticket_id bigint,
  question_id bigint NOT NULL,
  -- One text, the choices in words, or 'yes' for a tick. What was left open has no row.
  answer text[] NOT NULL,
  CONSTRAINT answers_key
    UNIQUE NULLS NOT DISTINCT (event_id, booking_id, ticket_id, question_id),
  CONSTRAINT answers_booking_fkey
    FOREIGN KEY (event_id, booking_id) REFERENCES bookings (event_id, id),
  CONSTRAINT answers_question_fkey
    FOREIGN KEY (event_id, question_id) REFERENCES questions (event_id, id),
  CONSTRAINT answers_said CHECK (cardinality(answer) BETWEEN 1 AND 30)
);

-- Whether a question was answered, which its organisation asks before it changes it.
CREATE INDEX answers_question ON answers (event_id, question_id);
`;
