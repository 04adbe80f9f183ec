import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mails that are to be sent, written in the transaction that they follow from. */
export class Mail1764000100000 implements MigrationInterface {
  name = 'Mail1764000100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE mails (
        id bigint NOT NULL,
        template text NOT NULL,
        to_address text NOT NULL,
        to_name text NOT NULL,
        data jsonb,
        once_key text,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        refused_at timestamptz,
        CONSTRAINT mails_pkey PRIMARY KEY (id),
        CONSTRAINT mails_once_key_key UNIQUE (once_key),
        CONSTRAINT mails_address_in_one_line CHECK (to_address ~ '^[^[:space:][:cntrl:]]+$'),
        CONSTRAINT mails_sent_or_refused CHECK (sent_at IS NULL OR refused_at IS NULL),
        CONSTRAINT mails_unsent_say_something CHECK (data IS NOT NULL OR sent_at IS NOT NULL),
        CONSTRAINT mails_attempts_not_negative CHECK (attempts >= 0)
      )`);
    // For whoever asks what is kept about them, and has it removed.
    await queryRunner.query(`CREATE INDEX mails_to_address ON mails (lower(to_address))`);
    // In the order in which old ones are removed.
    await queryRunner.query(`CREATE INDEX mails_created_at ON mails (created_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE mails`);
  }
}
