import type { Db } from 'pg-boss';
import type { QueryResult, QueryRunner } from 'typeorm';

/** Lets pg-boss write over a connection of ours: in the transaction that it has open, if it has one. */
export function sqlOver(queryRunner: QueryRunner): Db {
  return {
    async executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
      const result: QueryResult = await queryRunner.query(text, values, true);
      return { rows: result.records };
    },
  };
}
