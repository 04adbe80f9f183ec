import { canonicalAddress } from '@boxoffice/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where addresses are kept, and the columns of what was typed and of what is compared. */
const KEPT = [
  { table: 'users', id: 'id', typed: 'email', key: 'email_key' },
  { table: 'account_requests', id: 'id', typed: 'email', key: 'email_key' },
  { table: 'one_time_tokens', id: 'token_hash', typed: 'email', key: 'email_key' },
  { table: 'mails', id: 'id', typed: 'to_address', key: 'to_address' },
] as const;

/** Rows of one statement: each stays within milliseconds. */
const AT_ONCE = 1_000;

/**
 * One form of an address wherever it is compared, and mails under the same one: they were found by SQL's
 * `lower()`, which knows nothing of decomposed letters.
 *
 * ASCII addresses keep their keys. Of the others, each is asked of the function that makes the keys from now on.
 */
export class AddressKeys1764810000000 implements MigrationInterface {
  name = 'AddressKeys1764810000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX mails_to_address`);
    await queryRunner.query(
      `UPDATE mails SET to_address = lower(to_address COLLATE "C")
       WHERE to_address ~ '^[ -~]+$' AND to_address ~ '[A-Z]'`,
    );
    for (const kept of KEPT) await rewriteKeys(queryRunner, kept);
    await queryRunner.query(`CREATE INDEX mails_to_address ON mails (to_address)`);
    await queryRunner.query(
      `UPDATE users SET name = normalize(name, NFC) WHERE name IS NOT NFC NORMALIZED`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX mails_to_address`);
    await queryRunner.query(`CREATE INDEX mails_to_address ON mails (lower(to_address))`);
  }
}

async function rewriteKeys(
  queryRunner: QueryRunner,
  { table, id, typed, key }: (typeof KEPT)[number],
): Promise<void> {
  const rows = (await queryRunner.query(
    `SELECT ${id} AS id, ${typed} AS typed FROM ${table} WHERE ${typed} ~ '[^ -~]' ORDER BY ${id}`,
  )) as { id: string | Buffer; typed: string }[];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    // An address that is none any more was proved as it was typed, and no key looks like it.
    const keys = some.map((row) => canonicalAddress(row.typed) ?? row.typed);
    // Two accounts of one mailbox, its domain once in letters and once in ASCII: the first one keeps it.
    const isTaken =
      table === 'users'
        ? `EXISTS (SELECT FROM users AS other WHERE other.email_key = asked.key AND other.id <> kept.id
             AND other.role <> 'guest' AND kept.role <> 'guest')`
        : 'false';
    const idType = id === 'id' ? 'bigint' : 'bytea';
    await queryRunner.query(
      `UPDATE ${table} AS kept SET ${key} = CASE WHEN ${isTaken}
         THEN asked.key || '#' || asked.id::text ELSE asked.key END
       FROM unnest($1::${idType}[], $2::text[]) AS asked (id, key)
       WHERE kept.${id} = asked.id AND kept.${key} <> asked.key`,
      [some.map((row) => row.id), keys],
    );
  }
}
