import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key of the mailbox behind an address: `ada+tickets@example.org` is delivered to `ada@example.org`. For
 * limits alone, never to prove who somebody is: not every mail server reads the plus like that.
 *
 * `mailbox_of` is `mailboxKey` (of the contracts) of an address key, as a test compares. A trigger writes the key wherever an
 * address key is written, and so removes it with the address of whoever is erased. No generated column: an ORM's
 * description of one needs a table of its own.
 */
export class MailboxKeys1765600000000 implements MigrationInterface {
  name = 'MailboxKeys1765600000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION mailbox_of(email_key text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
          SELECT regexp_replace(email_key, '^([^+@]+)\\+[^@]*@', '\\1@')
        $$`);
    await queryRunner.query(`ALTER TABLE users ADD COLUMN mailbox_key text`);
    await queryRunner.query(`
      UPDATE users SET mailbox_key = mailbox_of(email_key) WHERE email_key IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX users_mailbox ON users (mailbox_key)`);
    await queryRunner.query(`
      CREATE FUNCTION write_mailbox_key() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.mailbox_key := mailbox_of(NEW.email_key);
          RETURN NEW;
        END
      $$`);
    await queryRunner.query(`
      CREATE TRIGGER users_mailbox_key BEFORE INSERT OR UPDATE OF email_key, mailbox_key ON users
        FOR EACH ROW EXECUTE FUNCTION write_mailbox_key()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER users_mailbox_key ON users`);
    await queryRunner.query(`DROP FUNCTION write_mailbox_key()`);
    await queryRunner.query(`ALTER TABLE users DROP COLUMN mailbox_key`);
    await queryRunner.query(`DROP FUNCTION mailbox_of(text)`);
  }
}
