import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a batch of reservations take the keys of its requests in the statement that carries it out:
 * `require_all_keys` refuses the statement, and with it the transaction, where one of the keys was taken
 * before.
 */
export class KeysAtOnce1764200000000 implements MigrationInterface {
  name = 'KeysAtOnce1764200000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION require_all_keys(taken bigint, wanted bigint) RETURNS bigint
      LANGUAGE plpgsql AS $$
      BEGIN
        IF taken <> wanted THEN
          RAISE EXCEPTION '% keys were to be new, but % are.', wanted, taken
            USING ERRCODE = 'TK002';
        END IF;
        RETURN taken;
      END $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP FUNCTION require_all_keys`);
  }
}
