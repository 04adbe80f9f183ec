import type { DemoUserDto, UserRole } from '@boxoffice/contracts';
import type { DataSource } from 'typeorm';
import { THE_SYSTEM } from '../platform/audit/actor.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { PasswordHashes } from '../accounts/passwords/password-hashes.js';

/**
 * The password of all demo users, shown on the sign-in page and in the documentation: a visitor signs in with
 * one click, through the ordinary sign-in.
 */
const DEMO_PASSWORD = 'midnight orchestra at pier 4';

interface DemoUser {
  id: number;
  name: string;
  role: UserRole;
  email: string;
}

/** The demo users, at least one per role. The documentation names their ids. */
const DEMO_USERS: readonly DemoUser[] = [
  { id: 1, name: 'John Doe', role: 'customer', email: 'john@boxoffice.example' },
  { id: 2, name: 'Jane Smith', role: 'customer', email: 'jane@boxoffice.example' },
  { id: 3, name: 'Admin User', role: 'admin', email: 'admin@boxoffice.example' },
  { id: 4, name: 'Dora Door', role: 'door_staff', email: 'door@boxoffice.example' },
  { id: 5, name: 'Olga Organiser', role: 'organiser', email: 'organiser@boxoffice.example' },
];

/** Their sign-in data. */
export const DEMO_SIGN_INS: DemoUserDto[] = DEMO_USERS.map(({ name, email, role }) => ({
  name,
  email,
  password: DEMO_PASSWORD,
  role,
}));

/** Who works for the organisation of the demo event. */
const DEMO_MEMBERS = [
  { userId: 4, role: 'door' },
  { userId: 5, role: 'owner' },
];

/** Adds missing users and audits their roles. Nobody can sign in as them yet. */
export async function insertDemoUsers(dataSource: DataSource): Promise<void> {
  await dataSource.transaction(async (manager) => {
    const inserted = await manager.query<{ id: string; role: UserRole }[]>(
      `INSERT INTO users (id, name, role)
       SELECT id, name, role FROM jsonb_to_recordset($1) AS demo (id bigint, name text, role text)
       ON CONFLICT (id) DO NOTHING
       RETURNING id, role`,
      [JSON.stringify(DEMO_USERS)],
    );
    await manager.query(
      `INSERT INTO organiser_members (organiser_id, user_id, role)
       SELECT organiser.id, demo."userId", demo.role
       FROM jsonb_to_recordset($1) AS demo ("userId" bigint, role text)
       JOIN organisers AS organiser ON organiser.id = 1
       WHERE demo."userId" = ANY ($2::bigint[])
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(DEMO_MEMBERS), inserted.map(({ id }) => id)],
    );
    await new AuditTrail().record(
      manager,
      inserted
        .filter(({ role }) => role !== 'customer')
        .map(({ id, role }) => ({
          ...THE_SYSTEM,
          action: 'user.added',
          subject: { kind: 'user' as const, id },
          before: null,
          after: { role, givenBy: 'DEMO_DATA' },
        })),
    );
  });
}

/**
 * Lets visitors sign in as the demo users. A user with another name, or an erased one, was changed by
 * somebody and stays as it is.
 */
export async function openDemoAccounts(dataSource: DataSource): Promise<void> {
  await insertDemoUsers(dataSource);
  const hashes = new PasswordHashes();
  const closed = await dataSource.query<{ id: string; email: string }[]>(
    `SELECT id, demo.email FROM users
     JOIN jsonb_to_recordset($1) AS demo (id bigint, name text, email text) USING (id, name)
     WHERE password_hash IS NULL AND erased_at IS NULL`,
    [JSON.stringify(DEMO_USERS)],
  );
  for (const { id, email } of closed) {
    await dataSource.query(
      `UPDATE users SET email = $2, email_key = $2, email_verified_at = now(), password_hash = $3
       WHERE id = $1`,
      [id, email, await hashes.hash(DEMO_PASSWORD)],
    );
  }
}

/**
 * Removes the demo users' known password and signs them out: a demo's database may one day be reachable for
 * strangers.
 */
export async function closeDemoAccounts(dataSource: DataSource): Promise<void> {
  const closed = await dataSource.query<[{ id: string }[], number]>(
    `UPDATE users SET password_hash = NULL
     WHERE password_hash IS NOT NULL AND (id, email_key) IN (
       SELECT id, email FROM jsonb_to_recordset($1) AS demo (id bigint, email text))
     RETURNING id`,
    [JSON.stringify(DEMO_USERS)],
  );
  await dataSource.query(
    `UPDATE sessions SET ended_at = now(), end_reason = 'disabled'
     WHERE user_id = ANY($1) AND ended_at IS NULL`,
    [closed[0].map(({ id }) => id)],
  );
}
