import pg from 'pg';

/** A test's own look into the API's database, and its way to change what no endpoint changes. */
export class DatabaseWindow {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 4, application_name: 'api-e2e' });
    // Tests end connections and whole servers on purpose; the next query takes a new connection.
    this.#pool.on('error', () => undefined);
  }

  /** The rows of a statement. The caller names their type and so asserts it. */
  async rows<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, parameters)).rows;
  }

  /** The one row of a statement that has one. */
  async row<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row> {
    const [row] = await this.rows<Row>(sql, parameters);
    if (row === undefined) throw new Error(`No row: ${sql}`);
    return row;
  }

  /** Carries out a statement, or several without parameters. */
  async execute(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.#pool.query(sql, parameters.length === 0 ? undefined : parameters);
  }

  /** Runs work in a transaction that stays open until the work is done. */
  async transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
