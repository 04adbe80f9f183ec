import { openDemoDatabase, type DemoDatabase } from './database.fixture.js';

/** A webhook of the demo's organisation, but for what is wrong with it. */
function webhook(wrong: Readonly<Record<string, string>>): string {
  const values = {
    id: '1',
    organiser_id: '1',
    url: `'https://crm.example/'`,
    types: `'{x}'`,
    secret: `'x'`,
    ...wrong,
  };
  return `INSERT INTO webhook_endpoints (${Object.keys(values).join()}) VALUES (${Object.values(values).join()})`;
}

/** A message on its way, but for what is wrong with it. */
function delivery(wrong: Readonly<Record<string, string>>): string {
  return `
    WITH message AS (INSERT INTO webhook_messages (type, data) VALUES ('x', '{}') RETURNING id)
    INSERT INTO webhook_deliveries (endpoint_id, message_id, ${Object.keys(wrong).join()})
    SELECT 1, id, ${Object.values(wrong).join()} FROM message`;
}

/** A device of the door of the demo's organisation, but for what is wrong with it. */
function device(wrong: Readonly<Record<string, string>>): string {
  const values = { id: '1', organiser_id: '1', name: `'Phone'`, ...wrong };
  return `INSERT INTO door_devices (${Object.keys(values).join()}) VALUES (${Object.values(values).join()})`;
}

/** A scan by a device that there is, but for what is wrong with it. */
function scan(wrong: Readonly<Record<string, string>>): string {
  const values = {
    event_id: '1',
    ticket_id: '1',
    booking_id: '10',
    device_id: '1',
    nonce: `'n'`,
    kind: `'in'`,
    scanned_at: 'now()',
    ...wrong,
  };
  return `WITH device AS (
      INSERT INTO door_devices (id, organiser_id, name) VALUES (1, 1, 'Phone') RETURNING id
    ) INSERT INTO scans (${Object.keys(values).join()}) VALUES (${Object.values(values).join()})`;
}

function transfer(wrong: Readonly<Record<string, string>>): string {
  const values = {
    event_id: '1',
    id: '1',
    booking_id: '10',
    ticket_id: '1',
    to_email: `'grace@example.org'`,
    token_hash: `'one'`,
    expires_at: 'now()',
    ...wrong,
  };
  return `INSERT INTO ticket_transfers (${Object.keys(values).join()}) VALUES (${Object.values(values).join()})`;
}

/** What no code may write, and the constraint that stands in its way. */
const IMPOSSIBLE: [string, string, string][] = [
  [
    'a sold ticket that belongs to no booking',
    `UPDATE tickets SET status = 'booked', booked_at = now() WHERE id = 1`,
    'tickets_status_matches_holder',
  ],
  [
    'a free ticket that somebody owns',
    `UPDATE tickets SET user_id = 1, booking_id = 10 WHERE id = 1`,
    'tickets_status_matches_holder',
  ],
  [
    'a held ticket that was paid for',
    `UPDATE tickets SET status = 'pending', user_id = 1, booking_id = 10, booked_at = now() WHERE id = 1`,
    'tickets_status_matches_holder',
  ],
  [
    'a ticket in a state that does not exist',
    `UPDATE tickets SET status = 'lost' WHERE id = 1`,
    'tickets_status_matches_holder',
  ],
  [
    "a ticket held by somebody else than its booking's user",
    `UPDATE tickets SET status = 'pending', user_id = 2, booking_id = 10 WHERE id = 1`,
    'tickets_match_booking',
  ],
  [
    'a ticket held by a booking that does not list it',
    `UPDATE tickets SET status = 'pending', user_id = 1, booking_id = 10 WHERE id = 2`,
    'tickets_match_booking',
  ],
  [
    'a ticket held by a booking that does not exist',
    `UPDATE tickets SET status = 'pending', user_id = 1, booking_id = 11 WHERE id = 1`,
    'tickets_match_booking',
  ],
  [
    'a ticket of a tier that its event does not have',
    `UPDATE tickets SET tier_id = 99 WHERE id = 1`,
    'tickets_tier_fkey',
  ],
  [
    'a confirmed booking without the time of its payment',
    `UPDATE bookings SET status = 'confirmed' WHERE id = 10`,
    'bookings_status_matches_times',
  ],
  [
    'an ended booking without the time of its end',
    `UPDATE bookings SET status = 'expired' WHERE id = 10`,
    'bookings_status_matches_times',
  ],
  [
    'a booking without tickets',
    `UPDATE bookings SET ticket_ids = '{}' WHERE id = 10`,
    'bookings_have_tickets',
  ],
  ['a booking of nobody', `UPDATE bookings SET user_id = 99 WHERE id = 10`, 'bookings_user_fkey'],
  [
    'a second capture for one booking',
    `INSERT INTO payments (event_id, id, booking_id, provider, amount_minor, currency, status)
     SELECT 1, number, 10, 'simulated', 100, 'USD', 'captured' FROM generate_series(1, 2) AS number`,
    'payments_one_capture_a_booking',
  ],
  ['a user without a name', `INSERT INTO users (id, name) VALUES (50, '')`, 'users_name_length'],
  [
    'two tiers of one name',
    `INSERT INTO tiers (event_id, id, name, price_minor, position) VALUES (1, 4, 'VIP', 1, 4)`,
    'tiers_name_key',
  ],
  [
    'an event of no organisation',
    `UPDATE events SET organiser_id = 99 WHERE id = 1`,
    'events_organiser_fkey',
  ],
  [
    'an event on sale that was never published',
    `UPDATE events SET published_at = NULL WHERE id = 1`,
    'events_state_matches_times',
  ],
  [
    'an event that ends before it starts',
    `UPDATE events SET ends_at = starts_at - interval '1 hour' WHERE id = 1`,
    'events_ends_after_it_starts',
  ],
  [
    'an event whose doors open after it has started',
    `UPDATE events SET doors_at = starts_at + interval '1 hour' WHERE id = 1`,
    'events_doors_before_it_starts',
  ],
  [
    'a ticket type of a tier that its event does not have',
    `INSERT INTO ticket_types (event_id, id, tier_id, name, price_minor, position)
     VALUES (1, 1, 99, 'Student', 100, 1)`,
    'ticket_types_tier_fkey',
  ],
  [
    'a ticket type with more at least than at most',
    `INSERT INTO ticket_types (event_id, id, tier_id, name, price_minor, position, min_per_booking,
       max_per_booking)
     VALUES (1, 1, 1, 'Family', 100, 1, 4, 2)`,
    'ticket_types_limits_in_order',
  ],
  [
    'a tax without a rate',
    `UPDATE events SET tax_name = 'VAT', tax_included = true WHERE id = 1`,
    'events_tax_whole',
  ],
  [
    'a tax of more than the whole',
    `UPDATE events SET tax_name = 'VAT', tax_included = true, tax_basis_points = 10001 WHERE id = 1`,
    'events_tax_within_bounds',
  ],
  [
    'returns by buyers without a word on fees',
    `UPDATE events SET buyer_refund_days = 7 WHERE id = 1`,
    'events_buyer_refunds_whole',
  ],
  [
    'returns by buyers after the start',
    `UPDATE events SET buyer_refund_days = -1, buyer_refund_fees = 'with_fees' WHERE id = 1`,
    'events_buyer_refunds_within_bounds',
  ],
  [
    'a fee that is an amount and a percentage',
    `INSERT INTO fees (event_id, position, name, amount_minor, basis_points, per)
     VALUES (1, 1, 'Fee', 1, 1, 'ticket')`,
    'fees_amount_or_percentage',
  ],
  [
    'a fee below nothing',
    `INSERT INTO fees (event_id, position, name, amount_minor, per) VALUES (1, 1, 'Fee', -1, 'ticket')`,
    'fees_within_bounds',
  ],
  [
    'a member with a role that there is not',
    `INSERT INTO organiser_members (organiser_id, user_id, role) VALUES (1, 1, 'friend')`,
    'organiser_members_role_known',
  ],
  [
    'two open invitations of one address',
    `INSERT INTO organiser_invitations (id, organiser_id, email, email_key, role, token_hash, expires_at)
     SELECT number, 1, 'a@b.c', 'a@b.c', 'door', sha256(number::text::bytea), now()
     FROM generate_series(1, 2) AS number`,
    'organiser_invitations_open',
  ],
  [
    'a webhook that is disabled by nobody',
    webhook({ disabled_at: 'now()' }),
    'webhook_endpoints_disabled_whole',
  ],
  ['a webhook that is told of nothing', webhook({ types: `'{}'` }), 'webhook_endpoints_types_some'],
  ['a webhook without an address', webhook({ url: `''` }), 'webhook_endpoints_texts_length'],
  [
    'a webhook of no organisation',
    webhook({ organiser_id: '99' }),
    'webhook_endpoints_organiser_fkey',
  ],
  [
    'a second secret that signs for ever',
    webhook({ previous_secret: `'x'` }),
    'webhook_endpoints_previous_whole',
  ],
  [
    'a message about a booking of no event',
    `INSERT INTO webhook_messages (type, booking_id, data) VALUES ('x', 1, '{}')`,
    'webhook_messages_booking_whole',
  ],
  [
    'a delivery of nothing',
    `INSERT INTO webhook_deliveries (endpoint_id, message_id) VALUES (1, gen_random_uuid())`,
    'webhook_deliveries_message_fkey',
  ],
  [
    'a delivery in a state that does not exist',
    delivery({ status: `'lost'` }),
    'webhook_deliveries_status_known',
  ],
  [
    'a delivery tried more often than it was sent',
    delivery({ tries: '1' }),
    'webhook_deliveries_tries_within_attempts',
  ],
  [
    'a try of no delivery',
    `INSERT INTO webhook_attempts (endpoint_id, message_id, number, started_at, duration_ms, status_code)
     VALUES (1, gen_random_uuid(), 1, now(), 1, 200)`,
    'webhook_attempts_delivery_fkey',
  ],
  [
    'a try with neither an answer nor a reason',
    `INSERT INTO webhook_attempts (endpoint_id, message_id, number, started_at, duration_ms)
     VALUES (1, gen_random_uuid(), 1, now(), 1)`,
    'webhook_attempts_answer_or_error',
  ],
  [
    'a try that keeps a long answer',
    `INSERT INTO webhook_attempts
       (endpoint_id, message_id, number, started_at, duration_ms, status_code, response)
     VALUES (1, gen_random_uuid(), 1, now(), 1, 200, repeat('x', 2049))`,
    'webhook_attempts_texts_length',
  ],
  [
    'an invoice about a refund, which only a credit note can be',
    `INSERT INTO invoices (id, organiser_id, year, sequence, number, kind, event_id, booking_id, revision,
       refund_id, issued_at, currency, total_minor, tax_minor, document)
     VALUES (1, 1, 2027, 1, '1', 'invoice', 1, 10, 1, 1, now(), 'EUR', 1, 0, '{}')`,
    'invoices_refund_of_credit_notes',
  ],
  [
    'a mail that says nothing and was not sent',
    `INSERT INTO mails (id, template, to_address, to_name) VALUES (1, 'x', 'a@b.c', '')`,
    'mails_unsent_say_something',
  ],
  [
    'a mail that counts for the budget of nobody',
    `INSERT INTO mails (id, template, to_address, to_name, data, budget, counted_at)
     VALUES (1, 'x', 'a@b.c', '', '{}', 'x', now())`,
    'mails_budget_is_somebodys',
  ],
  [
    'a mail of a mailbox that counts for no budget',
    `INSERT INTO mails (id, template, to_address, to_name, data, mailbox_key)
     VALUES (1, 'x', 'a+b@b.c', '', '{}', 'a@b.c')`,
    'mails_mailbox_has_a_budget',
  ],
  [
    'a mail that waits and was sent',
    `INSERT INTO mails (id, template, to_address, to_name, data, budget, budget_key, gather_at, sent_at)
     VALUES (1, 'x', 'a@b.c', '', '{}', 'x', 'a@b.c', now(), now())`,
    'mails_waiting_are_not_sent',
  ],
  [
    'a mail that was sent by itself and with others',
    `INSERT INTO mails (id, template, to_address, to_name, gathered_into, sent_at)
     VALUES (1, 'x', 'a@b.c', '', 2, now())`,
    'mails_gathered_are_not_sent',
  ],
  [
    'an event with a rule of re-entry that there is not',
    `UPDATE events SET reentry = 'once' WHERE id = 1`,
    'events_reentry_known',
  ],
  [
    'a device of the door of no organisation',
    device({ organiser_id: '99' }),
    'door_devices_organiser_fkey',
  ],
  ['a device of the door for no event', device({ event_id: '99' }), 'door_devices_event_fkey'],
  [
    'a device of the door lent by nobody there is',
    device({ lent_by: '99' }),
    'door_devices_lent_by_fkey',
  ],
  ['a device of the door without a name', device({ name: `''` }), 'door_devices_texts_length'],
  ['a link to a device that never ends', device({ link_hash: `'x'` }), 'door_devices_link_whole'],
  [
    'a device of the door with a bearer that it was never given',
    device({ bearer_hash: `'x'` }),
    'door_devices_connected_whole',
  ],
  ['a member’s own device of nobody', device({ own: 'true' }), 'door_devices_own_is_somebodys'],
  ['a scan of no event', scan({ event_id: '99' }), 'scans_event_fkey'],
  ['a scan of no device', scan({ device_id: '99' }), 'scans_device_fkey'],
  ['a scan of a kind that there is not', scan({ kind: `'sideways'` }), 'scans_kind_known'],
  ['an undo of nothing', scan({ kind: `'undo'` }), 'scans_undo_names_another'],
  ['an undo of itself', scan({ kind: `'undo'`, undoes: `'n'` }), 'scans_undo_names_another'],
  ['a scan without a name', scan({ nonce: `''` }), 'scans_texts_length'],
  [
    'a scan of tomorrow',
    scan({ scanned_at: `now() + interval '1 day'` }),
    'scans_not_in_the_future',
  ],
  [
    'tickets passed on more than a year before',
    'UPDATE events SET transfer_hours = 8761 WHERE id = 1',
    'events_transfer_hours_within_bounds',
  ],
  [
    'a ticket passed on of no booking',
    transfer({ booking_id: '99' }),
    'ticket_transfers_booking_fkey',
  ],
  [
    'a ticket passed on to nobody',
    transfer({ to_email: `''` }),
    'ticket_transfers_to_email_length',
  ],
  [
    'a ticket passed on to an endless name',
    transfer({ to_name: `repeat('x', 256)` }),
    'ticket_transfers_to_name_length',
  ],
  [
    'a ticket that is passed on somehow',
    transfer({ state: `'sold'`, ended_at: 'now()' }),
    'ticket_transfers_state_known',
  ],
  [
    'a ticket that was accepted at no time',
    transfer({ state: `'accepted'` }),
    'ticket_transfers_ended',
  ],
  [
    'a ticket that is passed on to two',
    `${transfer({})}, (1, 2, 10, 1, 'ada@example.org', 'other', now())`,
    'ticket_transfers_one_a_ticket',
  ],
  [
    'somebody who was offered tickets, and no booking',
    `INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing, state, ended_at)
     VALUES (1, 1, 1, 1, true, 'offered', now())`,
    'waitlist_entries_state_matches',
  ],
  [
    'somebody who waits for no ticket',
    `INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing)
     VALUES (1, 1, 1, 0, true)`,
    'waitlist_entries_quantity_in_bounds',
  ],
  [
    'somebody who waits twice',
    `INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing)
     VALUES (1, 1, 1, 1, true), (1, 2, 1, 1, true)`,
    'waitlist_entries_one_waiting',
  ],
  [
    'one booking that is offered to two',
    `INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing, state, booking_id, ended_at)
     VALUES (1, 1, 1, 1, true, 'offered', 10, now()), (1, 2, 2, 1, true, 'offered', 10, now())`,
    'waitlist_entries_booking',
  ],
  [
    'a preference below the first',
    `WITH entry AS (
       INSERT INTO waitlist_entries (event_id, id, user_id, quantity, all_or_nothing)
       VALUES (1, 1, 1, 1, true) RETURNING id)
     INSERT INTO waitlist_tiers (event_id, entry_id, tier_id, preference) SELECT 1, id, 1, 0 FROM entry`,
    'waitlist_tiers_preference_positive',
  ],
  [
    'two waitlists of a tier',
    `INSERT INTO allotments (event_id, id, tier_id, name, purpose)
     VALUES (1, 1, 1, 'Waitlist', 'waitlist'), (1, 2, 1, 'Waitlist', 'waitlist')`,
    'allotments_one_waitlist_a_tier',
  ],
  [
    'a machine number beyond five bits',
    `INSERT INTO id_machines VALUES (0, 32, gen_random_uuid(), now(), 0)`,
    'id_machines_in_range',
  ],
];

describe('the database', () => {
  let database: DemoDatabase;

  beforeAll(async () => {
    database = await openDemoDatabase();
    await database.dataSource.query(
      `INSERT INTO bookings (event_id, id, user_id, ticket_ids, lines, total_minor, currency, hold_expires_at)
       VALUES (1, 10, 1, '{1}', '[]', 10000, 'USD', now() + interval '10 minutes')`,
    );
  });

  afterAll(() => database.close());

  it.each(IMPOSSIBLE)('refuses %s', async (_what, sql, constraint) => {
    await expect(database.dataSource.query(sql)).rejects.toMatchObject({
      driverError: { constraint },
    });
  });
});
