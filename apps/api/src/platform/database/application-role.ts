import type { DataSource } from 'typeorm';
import { sqlState } from './database-errors.js';

/** The role of PostgreSQL as which the API works. */
export const APPLICATION_ROLE = 'boxoffice_application';

/**
 * Option of a connection that works as the application: taken with the connection itself, so that no
 * statement can run before it.
 */
export const AS_APPLICATION = `-c role=${APPLICATION_ROLE}`;

/** The application has no role to work as. Its message is one sentence for whoever started the process. */
export class ApplicationRoleError extends Error {}

/**
 * Roles belong to the server, and any number of its databases may be migrated at once: whoever comes
 * second finds the role, or is told that it is there by the failure of making it. From PostgreSQL 16 on,
 * whoever makes a role does not get to work as it without being granted that.
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

/** The schemas that the application works in; that of the job queue is there once it has been used. */
const SCHEMAS = ['public', 'pgboss'];

/** What the database itself fills in, so that no entry can be given another time, or another place. */
const AUDIT_ENTRY_COLUMNS =
  'action, actor_id, actor_role, subject_kind, subject_id, event_id, before, after, network, request_id';

/**
 * In one transaction, so that nobody ever sees a part of it. It is done after every migration, whatever
 * the migration has made; and it makes good what was lost, as when a database moves to another server.
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
    -- It compares them with its own at start.
    GRANT SELECT ON migrations TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT (${AUDIT_ENTRY_COLUMNS}) ON audit_entries TO ${APPLICATION_ROLE};
    GRANT SELECT, INSERT ON audit_chain, audit_restores TO ${APPLICATION_ROLE};
    -- What was paid stays as it was written.
    REVOKE UPDATE, DELETE ON payments FROM ${APPLICATION_ROLE};
  END $$`;

/**
 * Makes the role that the application works as, where there is none, and gives it its rights: to read and
 * write rows, of the audit to read and to add them, and to change nothing about the tables.
 *
 * @param dataSource of the owner of the tables
 * @throws ApplicationRoleError where there is no such role and the owner may not make one
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
