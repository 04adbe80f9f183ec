import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ACCOUNTS } from '../baseline/accounts.sql.js';
import { ADMISSION } from '../baseline/admission.sql.js';
import { ALLOTMENTS } from '../baseline/allotments.sql.js';
import { ATTENDEES } from '../baseline/attendees.sql.js';
import { AUDIT } from '../baseline/audit.sql.js';
import { BOOKINGS } from '../baseline/bookings.sql.js';
import { CODES } from '../baseline/codes.sql.js';
import { EVENT_ANNOUNCEMENTS } from '../baseline/event-announcements.sql.js';
import { CANCELLATION_REFUNDS } from '../baseline/cancellation-refunds.sql.js';
import { EVENT_CANCELLATIONS } from '../baseline/event-cancellations.sql.js';
import { EVENT_SERIES } from '../baseline/event-series.sql.js';
import { EVENT_LISTINGS } from '../baseline/event-listings.sql.js';
import { COUNTER_SALES } from '../baseline/counter-sales.sql.js';
import { EVENTS } from '../baseline/events.sql.js';
import { FEES } from '../baseline/fees.sql.js';
import { DOOR } from '../baseline/door.sql.js';
import { EXPORT_LINKS } from '../baseline/export-links.sql.js';
import { ID_MACHINES } from '../baseline/id-machines.sql.js';
import { GUESTS } from '../baseline/guests.sql.js';
import { IDEMPOTENCY_KEYS } from '../baseline/idempotency-keys.sql.js';
import { LEDGER } from '../baseline/ledger.sql.js';
import { INVOICES } from '../baseline/invoices.sql.js';
import { MAILS } from '../baseline/mails.sql.js';
import { IMAGES } from '../baseline/images.sql.js';
import { ORGANISERS } from '../baseline/organisers.sql.js';
import { PAYMENT_SETTINGS } from '../baseline/payment-settings.sql.js';
import { PAYMENTS } from '../baseline/payments.sql.js';
import { RATE_LIMITS } from '../baseline/rate-limits.sql.js';
import { RECONCILIATION } from '../baseline/reconciliation.sql.js';
import { SIMULATED_PROVIDER } from '../baseline/simulated-provider.sql.js';
import { SALES_LEDGER } from '../baseline/sales-ledger.sql.js';
import { STOCK_LEDGER } from '../baseline/stock-ledger.sql.js';
import { TICKETS } from '../baseline/tickets.sql.js';
import { TICKETS_MATCH_BOOKINGS } from '../baseline/tickets-match-bookings.sql.js';
import { TRANSFERS } from '../baseline/transfers.sql.js';
import { USERS } from '../baseline/users.sql.js';
import { WAITLISTS } from '../baseline/waitlists.sql.js';
import { WEBHOOKS } from '../baseline/webhooks.sql.js';

/** In the order in which they build on each other, and are read. */
const AREAS = [
  USERS,
  ACCOUNTS,
  ORGANISERS,
  EVENT_SERIES,
  IMAGES,
  EVENTS,
  EVENT_CANCELLATIONS,
  EVENT_ANNOUNCEMENTS,
  FEES,
  EVENT_LISTINGS,
  ALLOTMENTS,
  TICKETS,
  STOCK_LEDGER,
  BOOKINGS,
  TICKETS_MATCH_BOOKINGS,
  CODES,
  SALES_LEDGER,
  GUESTS,
  EXPORT_LINKS,
  PAYMENTS,
  CANCELLATION_REFUNDS,
  LEDGER,
  RECONCILIATION,
  SIMULATED_PROVIDER,
  PAYMENT_SETTINGS,
  INVOICES,
  ATTENDEES,
  ADMISSION,
  TRANSFERS,
  COUNTER_SALES,
  WAITLISTS,
  WEBHOOKS,
  DOOR,
  IDEMPOTENCY_KEYS,
  RATE_LIMITS,
  MAILS,
  AUDIT,
  ID_MACHINES,
];

/** The whole schema, as it is with the first release; each area is a text that can be read. */
export class Baseline1768000000000 implements MigrationInterface {
  name = 'Baseline1768000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const area of AREAS) await queryRunner.query(area);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE scans, door_devices;
      DROP FUNCTION publish_check_ins;`);
    await queryRunner.query(`
      DROP TABLE webhook_attempts, webhook_deliveries, webhook_messages, webhook_endpoints;
      DROP FUNCTION publish_changed_bookings, publish_changed_event, publish_refund CASCADE;
      DROP FUNCTION publish_webhook, webhook_booking, webhook_moment;`);
    await queryRunner.query(`
      DROP TABLE event_listings;
      DROP FUNCTION list_changed_events, list_events_of_changed, list_events_of_renamed CASCADE;
      DROP FUNCTION list_events, day_at, lowest_price_of, full_price, listings_like,
        listings_in_places_like, is_like, search_query,
        search_words, search_text;
      DROP EXTENSION pg_trgm;`);
    await queryRunner.query(`
      DROP FUNCTION spare_printed_codes CASCADE;
      DROP TABLE ticket_transfers, ticket_codes, event_rotation_secrets, organiser_ticket_keys;`);
    await queryRunner.query(`
      DROP VIEW money_differences;
      DROP TABLE money_alerts, reconciliations, provider_payments, provider_statements;
      DROP TABLE ledger_changes, ledger_levels, ledger_entries, ledger_transfers, ledger_accounts;
      DROP FUNCTION post_captures, fees_and_tax_of CASCADE;
      DROP FUNCTION ledger_account, require_balanced_transfer, count_ledger_entries;
      DROP TABLE invoices, invoice_counters, billing_details, invoice_settings;
      DROP FUNCTION refuse_to_delete_young_invoices;
      DROP TABLE organiser_payment_settings, event_announcements, cancellation_refund_failures, event_cancellations, counter_sales, guests;
      DROP TABLE waitlist_tiers, waitlist_entries, waitlists, id_machines, audit_restores, audit_chain, audit_entries, mails, rate_limits,
        idempotency_keys, answers, attendees, questions, attendee_forms,
        simulated_disputes, simulated_refunds, simulated_payments, disputes, refunds, provider_events, payment_attempts, payments, sales_changes,
        sales_levels, export_links, bookings, codes, failed_sign_ins,
        recovery_codes, one_time_tokens, account_requests, refresh_tokens, sessions, stock_changes,
        stock_levels, tickets, allotments, ticket_types, tiers, fees, events, images, event_series,
        organiser_invitations, organiser_members, organisers, users;
      DROP FUNCTION list_guest, list_renamed_guest, guest_name_lock, count_code_uses, record_sales_of_one, record_sales_of_updated, sales_of,
        audit_role_change, seal_audit_entries, refuse_to_change_the_audit,
        require_all_keys, require_no_named_booking, keep_tickets_matching,
        require_updated_to_match, require_inserted_to_match, write_mailbox_key, mailbox_of,
        record_stock_of_updated, record_stock_of_deleted, record_stock_of_inserted,
        require_all_tickets;
      DROP FUNCTION attendee_words, guest_sort_key, buyer_words, folded;`);
  }
}
