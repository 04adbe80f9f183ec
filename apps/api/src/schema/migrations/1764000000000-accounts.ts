import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts: who signs in with what, where they are signed in, and what was mailed to prove it. */
export class Accounts1764000000000 implements MigrationInterface {
  name = 'Accounts1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE users
        ADD COLUMN email text,
        ADD COLUMN email_key text,
        ADD COLUMN email_verified_at timestamptz,
        ADD COLUMN password_hash text,
        ADD COLUMN totp_secret text,
        ADD COLUMN totp_enabled_at timestamptz,
        ADD COLUMN totp_last_step bigint,
        ADD COLUMN disabled_at timestamptz,
        ADD COLUMN erased_at timestamptz,
        DROP CONSTRAINT users_role_known,
        ADD CONSTRAINT users_role_known
          CHECK (role IN ('customer', 'door_staff', 'organiser', 'admin', 'guest')),
        ADD CONSTRAINT users_email_has_key CHECK ((email IS NULL) = (email_key IS NULL)),
        ADD CONSTRAINT users_email_length CHECK (char_length(email) <= 254),
        ADD CONSTRAINT users_password_needs_proven_email
          CHECK (password_hash IS NULL OR (email IS NOT NULL AND email_verified_at IS NOT NULL)),
        ADD CONSTRAINT users_guest_has_no_password CHECK (role <> 'guest' OR password_hash IS NULL),
        ADD CONSTRAINT users_totp_needs_secret
          CHECK (totp_enabled_at IS NULL OR totp_secret IS NOT NULL)`);
    // One account an address, whatever races; guests may share one, also with an account.
    await queryRunner.query(
      `CREATE UNIQUE INDEX users_email_key_key ON users (email_key) WHERE role <> 'guest'`,
    );
    // By it a guest's bookings are found, when an account proves the same address.
    await queryRunner.query(
      `CREATE INDEX users_guest_email_key ON users (email_key) WHERE role = 'guest'`,
    );

    await queryRunner.query(`
      CREATE TABLE sessions (
        id bigint NOT NULL,
        user_id bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text,
        user_agent text,
        ip text,
        CONSTRAINT sessions_pkey PRIMARY KEY (id),
        CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT sessions_end_has_reason CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
        CONSTRAINT sessions_user_agent_length CHECK (char_length(user_agent) <= 300)
      )`);
    await queryRunner.query(`CREATE INDEX sessions_user ON sessions (user_id, id)`);
    await queryRunner.query(`CREATE INDEX sessions_expires_at ON sessions (expires_at)`);

    await queryRunner.query(`
      CREATE TABLE refresh_tokens (
        token_hash bytea NOT NULL,
        session_id bigint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        replaced_by bytea,
        CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash),
        CONSTRAINT refresh_tokens_session_fkey
          FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
      )`);
    // A session has one token that is good: a copy cannot live beside it.
    await queryRunner.query(
      `CREATE UNIQUE INDEX refresh_tokens_one_unused_a_session ON refresh_tokens (session_id)
       WHERE used_at IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id, created_at)`,
    );

    // Asked for over HTTP, and answered by a job: the answer over HTTP does not depend on whether the
    // address has an account, and neither does the time it takes.
    await queryRunner.query(`
      CREATE TABLE account_requests (
        id bigint NOT NULL,
        kind text NOT NULL,
        email text NOT NULL,
        email_key text NOT NULL,
        name text,
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz,
        CONSTRAINT account_requests_pkey PRIMARY KEY (id),
        CONSTRAINT account_requests_kind_known
          CHECK (kind IN ('register', 'resend_verification', 'reset_password')),
        CONSTRAINT account_requests_register_is_complete CHECK (
          (kind = 'register' AND answered_at IS NULL)
            = (name IS NOT NULL AND password_hash IS NOT NULL)
          AND (name IS NULL) = (password_hash IS NULL)
        )
      )`);
    // By it is counted how many mails an address was sent lately.
    await queryRunner.query(
      `CREATE INDEX account_requests_email_key ON account_requests (email_key, created_at)`,
    );
    await queryRunner.query(
      `CREATE INDEX account_requests_created_at ON account_requests (created_at)`,
    );

    // A token to verify an address carries what was registered with it: whoever opens the link gets
    // the account that this mail was about, and nobody else's password.
    await queryRunner.query(`
      CREATE TABLE one_time_tokens (
        token_hash bytea NOT NULL,
        purpose text NOT NULL,
        user_id bigint,
        email text,
        email_key text,
        name text,
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        CONSTRAINT one_time_tokens_pkey PRIMARY KEY (token_hash),
        CONSTRAINT one_time_tokens_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
        CONSTRAINT one_time_tokens_purpose_matches_content CHECK (
          CASE purpose
            WHEN 'verify_email' THEN user_id IS NULL AND email IS NOT NULL AND email_key IS NOT NULL
              AND name IS NOT NULL AND password_hash IS NOT NULL
            WHEN 'reset_password' THEN user_id IS NOT NULL AND password_hash IS NULL
            WHEN 'second_factor' THEN user_id IS NOT NULL AND password_hash IS NULL
            ELSE false
          END
        )
      )`);
    await queryRunner.query(
      `CREATE INDEX one_time_tokens_user ON one_time_tokens (user_id, purpose)`,
    );
    await queryRunner.query(
      `CREATE INDEX one_time_tokens_email_key ON one_time_tokens (email_key, created_at)`,
    );
    await queryRunner.query(
      `CREATE INDEX one_time_tokens_expires_at ON one_time_tokens (expires_at)`,
    );

    await queryRunner.query(`
      CREATE TABLE recovery_codes (
        user_id bigint NOT NULL,
        code_hash bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        used_at timestamptz,
        CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
        CONSTRAINT recovery_codes_user_fkey FOREIGN KEY (user_id) REFERENCES users (id)
      )`);

    // Also of addresses without an account, so that a delay tells nothing about them.
    await queryRunner.query(`
      CREATE TABLE failed_sign_ins (
        account_key bytea NOT NULL,
        failures integer NOT NULL,
        last_failed_at timestamptz NOT NULL,
        next_allowed_at timestamptz NOT NULL,
        CONSTRAINT failed_sign_ins_pkey PRIMARY KEY (account_key),
        CONSTRAINT failed_sign_ins_failures_positive CHECK (failures > 0)
      )`);
    await queryRunner.query(
      `CREATE INDEX failed_sign_ins_last_failed_at ON failed_sign_ins (last_failed_at)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TABLE failed_sign_ins, recovery_codes, one_time_tokens, account_requests,
         refresh_tokens, sessions`,
    );
    await queryRunner.query(`
      ALTER TABLE users
        DROP COLUMN email, DROP COLUMN email_key, DROP COLUMN email_verified_at,
        DROP COLUMN password_hash, DROP COLUMN totp_secret, DROP COLUMN totp_enabled_at,
        DROP COLUMN totp_last_step, DROP COLUMN disabled_at, DROP COLUMN erased_at,
        DROP CONSTRAINT users_role_known,
        ADD CONSTRAINT users_role_known
          CHECK (role IN ('customer', 'door_staff', 'organiser', 'admin')) NOT VALID`);
  }
}
