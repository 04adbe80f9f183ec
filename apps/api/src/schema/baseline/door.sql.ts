/** Who came in: the devices that scan at the door, and what they scanned. */
export const DOOR = `
-- A device that scans for an organisation. It is lent by a link that works once, and then shows a bearer of its
-- own; a member's own device gets its bearer at once.
CREATE TABLE door_devices (
  id bigint NOT NULL,
  organiser_id bigint NOT NULL,
  name text NOT NULL,
  -- The only event that it is for. NULL: all of the organisation's.
  event_id bigint,
  gate text NOT NULL DEFAULT '',
  -- Whether a member uses it for themself: it stops with their membership.
  own boolean NOT NULL DEFAULT false,
  -- Digest of the link's token, until it is opened or too old. NULL: it was opened, or there was none.
  link_hash bytea,
  link_until timestamptz,
  -- Digest of what it shows with each request. NULL: its link hasn't been opened yet.
  bearer_hash bytea,
  -- NULL: who lent it is erased.
  lent_by bigint,
  lent_at timestamptz NOT NULL DEFAULT now(),
  connected_at timestamptz,
  -- To the minute: not every request writes.
  last_seen_at timestamptz,
  -- Since then it may do nothing. The row stays: its scans name it.
  taken_back_at timestamptz,
  CONSTRAINT door_devices_pkey PRIMARY KEY (id),
  CONSTRAINT door_devices_organiser_fkey FOREIGN KEY (organiser_id) REFERENCES organisers (id),
  CONSTRAINT door_devices_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT door_devices_lent_by_fkey FOREIGN KEY (lent_by) REFERENCES users (id),
  CONSTRAINT door_devices_texts_length
    CHECK (char_length(name) BETWEEN 1 AND 50 AND char_length(gate) <= 30),
  CONSTRAINT door_devices_link_whole CHECK ((link_hash IS NULL) = (link_until IS NULL)),
  CONSTRAINT door_devices_connected_whole CHECK ((bearer_hash IS NULL) = (connected_at IS NULL)),
  CONSTRAINT door_devices_own_is_somebodys CHECK (lent_by IS NOT NULL OR NOT own OR taken_back_at IS NOT NULL)
);

CREATE UNIQUE INDEX door_devices_bearer ON door_devices (bearer_hash) WHERE bearer_hash IS NOT NULL;
CREATE UNIQUE INDEX door_devices_link ON door_devices (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX door_devices_organiser ON door_devices (organiser_id, lent_at, id);
-- What somebody lent or uses, for export and erasure.
CREATE INDEX door_devices_lent_by ON door_devices (lent_by) WHERE lent_by IS NOT NULL;

-- What was scanned: a set that only grows, so that devices which were offline may send theirs in any order, and
-- again. Whether a ticket is in is derived from it (libs/contracts/src/door/merge-scans.ts).
CREATE TABLE scans (
  event_id bigint NOT NULL,
  ticket_id bigint NOT NULL,
  -- Whose the ticket was for the device. No foreign key, as to tickets: it would be one more index for what is
  -- looked up when it comes.
  booking_id bigint NOT NULL,
  device_id bigint NOT NULL,
  -- Named by the device, which sends it again under the same name.
  nonce text NOT NULL,
  kind text NOT NULL,
  -- The scan of the same ticket and device that an undo takes back.
  undoes text,
  gate text NOT NULL DEFAULT '',
  -- By the device's clock, corrected by how far it was off when it was sent.
  scanned_at timestamptz NOT NULL,
  -- Not when its transaction began: then it may have waited for a ticket that was being passed on.
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- In the order in which an event's scans became visible: they are taken one request after the other. A device
  -- asks for what came after the last that it knows.
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  CONSTRAINT scans_pkey PRIMARY KEY (event_id, ticket_id, device_id, nonce),
  CONSTRAINT scans_event_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT scans_device_fkey FOREIGN KEY (device_id) REFERENCES door_devices (id),
  CONSTRAINT scans_kind_known CHECK (kind IN ('in', 'out', 'undo')),
  CONSTRAINT scans_undo_names_another
    CHECK ((kind = 'undo') = (undoes IS NOT NULL) AND undoes IS DISTINCT FROM nonce),
  CONSTRAINT scans_texts_length CHECK (char_length(nonce) BETWEEN 1 AND 40 AND char_length(gate) <= 30),
  CONSTRAINT scans_not_in_the_future CHECK (scanned_at <= received_at)
);

CREATE UNIQUE INDEX scans_of_event ON scans (event_id, number);

-- Tells endpoints of the first time that a ticket was admitted; an undo, and coming in again, are told to nobody.
CREATE FUNCTION publish_check_ins() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM webhook_endpoints WHERE disabled_at IS NULL AND 'ticket.checked_in' = ANY (types)
  ) THEN
    PERFORM publish_webhook('ticket.checked_in', checked_in.event_id, checked_in.booking_id, json_build_object(
      'ticket', json_build_object('id', ticket.id::text, 'tierId', ticket.tier_id::text),
      'checkIn', json_build_object('at', webhook_moment(checked_in.scanned_at), 'gate', checked_in.gate,
        'deviceId', checked_in.device_id::text)))
    FROM (
      SELECT DISTINCT ON (event_id, ticket_id, booking_id) * FROM inserted WHERE kind = 'in'
      ORDER BY event_id, ticket_id, booking_id, number
    ) AS checked_in
    JOIN tickets AS ticket ON ticket.id = checked_in.ticket_id AND ticket.event_id = checked_in.event_id
    WHERE NOT EXISTS (
      SELECT FROM scans AS earlier
      WHERE earlier.event_id = checked_in.event_id AND earlier.ticket_id = checked_in.ticket_id
        AND earlier.booking_id = checked_in.booking_id AND earlier.kind = 'in' AND earlier.number < checked_in.number);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER scans_inserted_webhooks AFTER INSERT ON scans REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION publish_check_ins();
`;
