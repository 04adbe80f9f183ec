import type { DataSource } from 'typeorm';
import { sqlState } from './database-errors.js';

/** The PostgreSQL role that the API works as. */
export const APPLICATION_ROLE = 'boxoffice_application';

/** Connection option that takes the role. It is in force before the first statement. */
export const AS_APPLICATION = `-c role=${APPLICATION_ROLE}`;

/** The application has no role to work as. The message is one sentence for the person who started the process. */
export class ApplicationRoleError extends Error {}

/**
 * Roles belong to the server, whose databases may be migrated at the same time: the second one finds the role, or fails
 * to create it because it exists. Since PostgreSQL 16, creating a role doesn't include the right to work as it.
 */
const MAKE_ROLE_SQL = `
  DO $$
  DECLARE
    may_take_it text := CASE WHEN current_setting('server_version_num')::integer >= 160000
      THEN 'SET' ELSE 'MEMBER' END;
  BEGIN
    IF to_regrole('${APPLICATION_ROLE}') IS NULL THEN
      BEGIN
        CREATE ROLE ${APPLICATION_ROLE} NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role('${APPLICATION_ROLE}', may_take_it) THEN
      GRANT ${APPLICATION_ROLE} TO CURRENT_USER;
    END IF;
  END $$`;

/** The schemas that the application works in. */
const SCHEMAS = ['public', 'pgboss'];

/** All but what the database fills in: no entry can be given another time or place. */
const AUDIT_ENTRY_COLUMNS =
  'action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network, request_id';

/** How a payment stands. Its amount is none of them. */
const PAYMENT_COLUMNS =
  'status, provider_reference, capture_reference, refunded_minor, disputed_minor, updated_at, asked_at';

/**
 * One transaction, so that nobody sees a part of it. It runs after every migration, covers the tables that it created,
 * and restores rights that were lost, for example when a database moves to another server.
 */
const GRANT_SQL = `
  DO $$
  DECLARE
    schema_name text;
  BEGIN
    FOR schema_name IN
      SELECT nspname FROM pg_namespace WHERE nspname = ANY ('{${SCHEMAS.join(',')}}')
    LOOP
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${APPLICATION_ROLE}', schema_name);
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I
        TO ${APPLICATION_ROLE}', schema_name);
      EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO ${APPLICATION_ROLE}', schema_name);
      EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${APPLICATION_ROLE}', schema_name);
      EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I
        GRANT USAGE ON SEQUENCES TO ${APPLICATION_ROLE}', schema_name);
    END LOOP;
    REVOKE ALL ON migrations, audit_entries, audit_chain, audit_restores FROM ${APPLICATION_ROLE};
    -- The API compares them with its own at start.
    GRANT SELECT ON migrations TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT (${AUDIT_ENTRY_COLUMNS}) ON audit_entries TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT ON audit_chain, audit_restores TO ${APPLICATION_ROLE};
    -- What was to be paid, and for what, is never changed: only how it stands.
    REVOKE UPDATE, DELETE ON payments, payment_attempts, provider_events, refunds, disputes
      FROM ${APPLICATION_ROLE};
    GRANT UPDATE (${PAYMENT_COLUMNS}) ON payments TO ${APPLICATION_ROLE};
    GRANT UPDATE (status, provider_reference, decline_code, updated_at) ON payment_attempts
      TO ${APPLICATION_ROLE};
    GRANT UPDATE (applied_at) ON provider_events TO ${APPLICATION_ROLE};
    GRANT UPDATE (status, provider_reference, failure, updated_at) ON refunds TO ${APPLICATION_ROLE};
    GRANT UPDATE (status, withdrawn_minor, ended_at) ON disputes TO ${APPLICATION_ROLE};
    -- What was posted is corrected by a reversal.
    REVOKE UPDATE, DELETE ON ledger_accounts, ledger_transfers, ledger_entries FROM ${APPLICATION_ROLE};
    -- What was scanned is taken back by another scan.
    REVOKE UPDATE, DELETE ON scans FROM ${APPLICATION_ROLE};
    -- Nor are invoices; old ones are deleted (invoices_are_kept). A counter only counts.
    REVOKE UPDATE ON invoices FROM ${APPLICATION_ROLE};
    REVOKE DELETE ON invoice_counters FROM ${APPLICATION_ROLE};
  END $$`;

/**
 * Creates the role that the application works as, if it's missing, and grants its rights: to read and write rows, but
 * only to add to the audit and to the ledger, to change no amount of a payment, and to change no table.
 *
 * @param dataSource of the owner of the tables
 * @throws ApplicationRoleError if there is no such role and the owner may not create one
 */
export async function admitApplication(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.query(MAKE_ROLE_SQL);
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    const [row] = await dataSource.query<{ owner: string }[]>('SELECT current_user AS owner');
    throw new ApplicationRoleError(
      `The user ${row?.owner} may not make the role that the API works as: let an administrator of the server run "CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO ${row?.owner};" once.`,
    );
  }
  await dataSource.query(GRANT_SQL);
}
